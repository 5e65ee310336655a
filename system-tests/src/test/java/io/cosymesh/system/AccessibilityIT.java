package io.cosymesh.system;

import java.util.Locale;
import java.util.function.UnaryOperator;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The page's states, by axe-core: in light, in dark, and on a phone.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class AccessibilityIT {

	@ParameterizedTest
	@EnumSource
	void studioHasNothingWrongInAnyState(Look look, Chromium chromium) {
		try (Visit visit = chromium.visit(look)) {
			Page page = visit.page();
			Accessibility.assertNothingIsWrong(page, "empty studio");
			visit.see("record").click();
			assertThat(visit.see("recording")).isVisible();
			Accessibility.assertNothingIsWrong(page, "recording");
			visit.see("record-cancel").click();
			visit.upload("clip.wav", Clips.ordinary());
			visit.see("text").fill(look.text);
			for (String tool : new String[] { "tool-instruct", "tool-more" }) {
				visit.see(tool).click();
				Accessibility.assertNothingIsWrong(page, tool);
				visit.see(tool).click();
			}
			visit.see("generate").click();
			visit.awaitHeard();
			Accessibility.assertNothingIsWrong(page, "running");
			visit.awaitDone();
			Accessibility.assertNothingIsWrong(page, "done");
			Screenshots.page(page, "studio-" + look.name().toLowerCase(Locale.ROOT));
			visit.chooseMode("instruct");
			visit.chooseBuiltIn("stored-voice", "英文女");
			visit.see("instruct").fill("like a bird");
			visit.see("generate").click();
			assertThat(page.locator("#error-instruct")).isVisible();
			Accessibility.assertNothingIsWrong(page, "refused");
			visit.forgiveRefusals();
			visit.see("tool-reading").click();
			Accessibility.assertNothingIsWrong(page, "pronunciation");
			page.keyboard().press("Escape");
			visit.see("account").click();
			Accessibility.assertNothingIsWrong(page, "account");
			visit.see("shortcuts-open").click();
			Accessibility.assertNothingIsWrong(page, "shortcuts");
		}
	}

	@ParameterizedTest
	@EnumSource
	void otherPagesHaveNothingWrong(Look look, Chromium chromium) {
		try (Visit visit = chromium.visit(look)) {
			visit.see("nav-voices").click();
			assertThat(visit.see("voice-list")).isVisible();
			Accessibility.assertNothingIsWrong(visit.page(), "voices");
			visit.see("nav-jobs").click();
			visit.chooseBuiltIn("job-voice", "英文女");
			visit.see("job-text").fill("This is one sentence. And this is another one.");
			visit.see("job-submit").click();
			assertThat(visit.see("job").first()).isVisible();
			Accessibility.assertNothingIsWrong(visit.page(), "jobs");
			visit.page().locator("[data-testid=job][data-state=succeeded]").first().waitFor();
			Accessibility.assertNothingIsWrong(visit.page(), "jobs that are done");
			visit.see("job-delete").first().click();
			visit.see("sign-out").dispatchEvent("click");
			assertThat(visit.see("signin-submit")).isEnabled();
			Accessibility.assertNothingIsWrong(visit.page(), "signing in");
			// The lock may have been asked for after the session had ended.
			visit.forgiveRefusals();
		}
	}

	enum Look implements UnaryOperator<Browser.NewContextOptions> {

		LIGHT("zh-CN", ColorScheme.LIGHT, 1280, 900, "你好，我是深圳人。今天天气很好，我们一起去海边走走吧。晚上回来再吃火锅，好不好？"),

		DARK("en", ColorScheme.DARK, 1280, 900,
				"Good morning. It is a fine day, so let us walk to the sea. And then to supper?"),

		PHONE("zh-CN", ColorScheme.LIGHT, 390, 844, "你好，我是深圳人。今天天气很好，我们一起去海边走走吧。");

		private final String locale;

		private final ColorScheme scheme;

		private final int width;

		private final int height;

		private final String text;

		Look(String locale, ColorScheme scheme, int width, int height, String text) {
			this.locale = locale;
			this.scheme = scheme;
			this.width = width;
			this.height = height;
			this.text = text;
		}

		@Override
		public Browser.NewContextOptions apply(Browser.NewContextOptions options) {
			return options.setLocale(this.locale)
				.setColorScheme(this.scheme)
				// Half way from one colour to another, contrast is what it is.
				.setReducedMotion(ReducedMotion.REDUCE)
				.setViewportSize(this.width, this.height)
				.setHasTouch(this == PHONE)
				.setIsMobile(this == PHONE);
		}

	}

}
