package io.cosymesh.system;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The voice library: kept with consent, found, shared, used, deleted.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class VoicesPageIT {

	@Test
	void voiceIsKeptWithConsentFoundSharedUsedAndDeleted(Visit visit) {
		visit.upload("clip.wav", Clips.ordinary());
		visit.see("save-voice").click();
		visit.see("voice-name").fill("小林的声音");
		visit.see("voice-consent-by").fill("林小雨");
		visit.see("voice-consent").check();
		visit.see("voice-save").click();
		assertThat(visit.see("save-voice")).containsText("小林的声音");
		visit.see("nav-voices").click();
		visit.see("voice-search").fill("小林");
		assertThat(visit.see("voice")).hasCount(1);
		assertThat(visit.see("voice-quality")).isVisible();
		visit.see("voice-consent-details").click();
		assertThat(visit.see("voice")).containsText("林小雨");
		assertThat(visit.see("voice")).containsText("我同意保存这段我的录音");
		visit.see("voice-edit").click();
		visit.see("edit-labels").fill("沉稳，女声");
		visit.see("edit-shared").check();
		visit.see("edit-save").click();
		assertThat(visit.see("voice")).containsText("沉稳");
		assertThat(visit.see("voice")).containsText("已共享");
		visit.see("voice-play").click();
		visit.see("voice-use").click();
		visit.generate("你好，我是深圳人。");
		assertThat(visit.see("history")).containsText("小林的声音");
		visit.see("nav-voices").click();
		visit.see("voice-delete").click();
		visit.see("voice-delete-confirm").click();
		assertThat(visit.see("no-voices")).isVisible();
	}

	@Test
	void builtInVoicesAreListedBeforeAnybodyUsedThem(Visit visit) {
		visit.see("nav-voices").click();
		visit.see("voice-kind").selectOption("builtIn");
		assertThat(visit.see("voice")).hasCount(7);
		Locator woman = visit.see("voice").filter(new Locator.FilterOptions().setHasText("粤语女"));
		assertThat(woman.getByTestId("voice-delete")).hasCount(0);
		Screenshots.page(visit.page(), "voices");
	}

}
