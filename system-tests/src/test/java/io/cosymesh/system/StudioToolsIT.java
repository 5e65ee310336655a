package io.cosymesh.system;

import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tools around the text, the modes, and the keyboard.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class StudioToolsIT {

	@Test
	void eachModeSaysInCosyVoicesWordsWhatIsMissing(Visit visit) {
		visit.see("text").fill("你好");
		Map.of("clone", "prompt音频为空，您是否忘记输入prompt音频？", "cross", "您正在使用跨语种复刻模式, 请提供prompt音频", "voice", "请选择预训练音色。")
			.forEach((mode, words) -> {
				visit.chooseMode(mode);
				assertThat(visit.see("missing")).hasText(words);
				assertThat(visit.see("generate")).isDisabled();
			});
		visit.chooseMode("instruct");
		visit.chooseBuiltIn("stored-voice", "中文女");
		assertThat(visit.see("missing")).hasText("您正在使用自然语言控制模式, 请输入instruct文本");
		visit.page().locator("voice-panel").getByTestId("preset-happy").click();
		visit.generate("你好，我是深圳人。");
		assertThat(visit.see("history")).containsText("自然语言控制 · 中文女 · 开心");
	}

	@Test
	void instructionThatCannotBeFollowedIsSaidAtItsControl(Visit visit) {
		visit.chooseMode("instruct");
		visit.chooseBuiltIn("stored-voice", "中文女");
		visit.see("instruct").fill("请用四川话表达。");
		visit.see("text").fill("你好");
		visit.see("generate").click();
		assertThat(visit.page().locator("#error-instruct")).containsText("方言");
		assertThat(visit.page().locator("#error-instruct .request-id")).isVisible();
		visit.forgiveRefusals();
	}

	@Test
	void pauseAndPronunciationAreWrittenIntoTheText(Visit visit) {
		visit.see("text").fill("重庆很大");
		visit.see("tool-pause").click();
		visit.page().locator("[data-insert='[pause:0.5s]']").click();
		assertThat(visit.see("text")).hasValue("重庆很大[pause:0.5s]");
		visit.see("text").evaluate("area => area.setSelectionRange(0, 2)");
		visit.see("tool-reading").click();
		assertThat(visit.see("reading-word")).hasValue("重庆");
		visit.see("reading-value").fill("chong2 qing4");
		visit.see("reading-preview").click();
		assertThat(visit.see("spoken")).containsText("重庆很大");
		Screenshots.part(visit.page().locator("dialog[open]"), "studio-pronunciation");
		visit.see("reading-here").click();
		assertThat(visit.see("text")).hasValue("[ch][óng][q][ìng]很大[pause:0.5s]");
	}

	@Test
	void wordIsKeptInTheDictionaryAndForgotten(Visit visit) {
		visit.see("tool-reading").click();
		visit.see("reading-word").fill("CosyMesh");
		visit.see("reading-value").fill("cosy mesh");
		visit.see("reading-always").click();
		Locator entry = visit.see("readings").locator("li", new Locator.LocatorOptions().setHasText("CosyMesh"));
		assertThat(entry).containsText("cosy mesh");
		entry.locator("button").click();
		assertThat(entry).hasCount(0);
	}

	@Test
	void pinyinBecomesTheTagsThatEnginesRead(Visit visit) {
		Map.of("lv4", "[l][ǜ]", "er2", "[ér]", "xiong2", "[x][ióng]", "hao3ma5", "[h][ǎo][m][a]", "hello", "hello",
				"dui4", "[d][uì]")
			.forEach((typed,
					tags) -> assertThat(visit.page()
						.evaluate("async (typed) => (await import('/assets/studio/pinyin.js')).tagsOf(typed)", typed))
						.isEqualTo(tags));
	}

	@Test
	void everythingIsDoneByKeys(Visit visit) {
		Page page = visit.page();
		visit.chooseMode("voice");
		visit.chooseBuiltIn("stored-voice", "英文女");
		visit.see("text").fill("This sentence is one of very many and goes on for a while. ".repeat(40));
		visit.see("text").press("Control+Enter");
		visit.awaitHeard();
		page.evaluate("document.activeElement.blur()");
		page.keyboard().press("Space");
		assertThat(visit.see("player-status")).hasAttribute("data-playing", "false");
		page.keyboard().press("Escape");
		assertThat(visit.see("generate")).isVisible();
		assertThat(visit.see("player-status")).containsText("已停止");
		page.keyboard().press("?");
		assertThat(page.locator("[data-testid=shortcuts][open]")).isVisible();
		visit.see("single-keys").uncheck();
		page.keyboard().press("Escape");
		page.keyboard().press("?");
		assertThat(page.locator("[data-testid=shortcuts][open]")).hasCount(0);
	}

}
