package io.cosymesh.system;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was made stays in the page: played again, compared, saved in any format.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class StudioHistoryIT {

	@Test
	void takesAreReplayedComparedAndSaved(Visit visit) throws IOException {
		visit.chooseMode("voice");
		visit.chooseBuiltIn("stored-voice", "英文女");
		visit.generate("Good morning. How are you? I am fine.");
		visit.see("tool-instruct").click();
		visit.see("preset-sad").click();
		visit.see("tool-instruct").click();
		visit.generate("Good morning. How are you? I am fine.");
		visit.see("history-play").nth(1).click();
		visit.awaitHeard();
		visit.see("history-compare").nth(0).click();
		visit.see("history-compare").nth(1).click();
		visit.see("compare-A").click();
		assertThat(visit.see("compare-A")).hasAttribute("aria-pressed", "true");
		visit.see("compare-switch").click();
		assertThat(visit.see("compare-B")).hasAttribute("aria-pressed", "true");
		assertThat(visit.see("compare")).containsText("伤心");
		Screenshots.page(visit.page(), "studio-compare");
		visit.see("format").selectOption("mp3");
		Download download = visit.page().waitForDownload(() -> visit.see("history-download").first().click());
		assertThat(download.suggestedFilename()).endsWith(".mp3");
		byte[] mp3 = Files.readAllBytes(download.path());
		assertThat(mp3).hasSizeGreaterThan(5000);
		assertThat(mp3[0] & 0xFF).isIn(0xFF, (int) 'I');
	}

	@Test
	void sentenceLeadsToItsPlace(Visit visit) {
		visit.chooseMode("voice");
		visit.chooseBuiltIn("stored-voice", "英文女");
		visit.generate("This is the first sentence of three. This is the second. And that was all.");
		visit.page().locator(".sentence").nth(1).click();
		visit.page().locator(".sentence").nth(2).click();
		assertThat(visit.page().locator(".sentence").nth(2)).hasAttribute("aria-current", "true");
		visit.see("play").click();
		assertThat(visit.see("player-status")).hasAttribute("data-playing", "false");
		assertThat(visit.see("player-status")).hasAttribute("data-position", Pattern.compile("[3-9]\\.\\d+"));
	}

}
