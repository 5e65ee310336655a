package io.cosymesh.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Speech as people make it in the studio: heard while it is made, stopped, saved.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class StudioIT {

	private static final String MANDARIN = "你好，我是深圳人。";

	/** Columns of a canvas whose drawing is at least this tall are bars of sound. */
	private static final String TALL_COLUMNS = """
			canvas => {
			  const { width, height } = canvas;
			  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
			  let tall = 0;
			  for (let x = 0; x < width; x++) {
			    let drawn = 0;
			    for (let y = 0; y < height; y++) {
			      drawn += pixels[(y * width + x) * 4 + 3] > 0 ? 1 : 0;
			    }
			    tall += drawn > height / 4 ? 1 : 0;
			  }
			  return tall;
			}""";

	private static final String COUNT_ANNOUNCEMENTS = """
			() => {
			  window.announced = [];
			  const region = document.querySelector("[data-testid=announcement]");
			  new MutationObserver(() => window.announced.push(region.textContent))
			    .observe(region, { childList: true, characterData: true, subtree: true });
			}""";

	@Test
	void uploadedClipIsClonedAndHeard(Visit visit) {
		visit.upload("clip.wav", Clips.ordinary());
		assertThat(tallColumns(visit, "prompt-waveform")).as("bars of the clip's waveform").isGreaterThan(20);
		visit.see("text").fill(MANDARIN);
		visit.see("generate").click();
		visit.awaitDone();
		assertThat(visit.seconds()).isBetween(1.0, 6.0);
		assertThat(tallColumns(visit, "result-waveform")).as("bars of the result's waveform").isGreaterThan(20);
		visit.awaitHeard();
		Download download = visit.page().waitForDownload(() -> visit.see("download").click());
		WavAudio audio = WavAudio.parse(read(download.path()));
		assertThat(audio.sampleRate()).isEqualTo(24000);
		assertThat(audio.seconds()).isCloseTo(visit.seconds(), within(0.1));
	}

	@Test
	void playbackBeginsWhileTheRestIsMade(Visit visit) {
		visit.upload("clip.wav", Clips.ordinary());
		visit.see("text").fill("This sentence is one of several and goes on for quite a while. ".repeat(12));
		visit.page().evaluate(COUNT_ANNOUNCEMENTS);
		visit.see("generate").click();
		visit.awaitHeard();
		visit.awaitDone();
		assertThat(visit.see("player-status")).hasAttribute("data-first-heard", "streaming");
		assertThat(visit.page().locator(".sentence")).hasCount(12);
		assertThat(visit.page().locator(".sentence[aria-current=true]")).hasCount(1);
		// One for each sentence, the first sound and the end: not one for each of the
		// many pieces.
		assertThat((List<?>) visit.page().evaluate("window.announced")).hasSizeBetween(3, 15);
	}

	@Test
	void stopEndsALongTextAtOnce(Visit visit) {
		visit.upload("clip.wav", Clips.ordinary());
		visit.see("text").fill("This sentence is one of very many and goes on for a while. ".repeat(60));
		visit.see("generate").click();
		visit.see("stop").click();
		assertThat(visit.see("generate")).isVisible();
	}

	@Test
	void engineIsChosenWhereThereIsAChoice(Visit visit) {
		assertThat(visit.see("engine-choice")).hasCount(0);
		answerEngines(visit, engine("cosyvoice", "ready", "neural"), engine("embedded", "ready", "timbre-adaptation"));
		visit.page().reload();
		visit.see("engine-choice").selectOption("embedded");
		visit.upload("clip.wav", Clips.ordinary());
		visit.see("text").fill(MANDARIN);
		visit.see("generate").click();
		visit.awaitDone();
		assertThat(visit.see("engine")).containsText("embedded");
		visit.see("engine-choice").selectOption("cosyvoice");
		visit.see("generate").click();
		// The stack has no such engine, which it says next to the choice.
		assertThat(visit.page().locator("#error-engine")).isVisible();
		visit.forgiveRefusals();
	}

	@Test
	void engineThatLoadsIsWaitedFor(Visit visit) {
		answerEngines(visit, engine("embedded", "loading", "timbre-adaptation"));
		visit.page().reload();
		visit.upload("clip.wav", Clips.ordinary());
		visit.see("text").fill(MANDARIN);
		assertThat(visit.see("missing")).hasText("没有可用的引擎，请稍后再试。");
		assertThat(visit.see("generate")).isDisabled();
		answerEngines(visit, engine("embedded", "ready", "timbre-adaptation"));
		assertThat(visit.see("generate")).isEnabled();
		assertThat(visit.see("missing")).isEmpty();
	}

	@Test
	void apiIsDescribedAndTriedOutInTheNameOfTheSession(Visit visit) {
		visit.see("account").click();
		visit.see("api-docs").click();
		assertThat(visit.page().locator("#operations-Speech-clone")).isVisible();
		assertThat(visit.page().locator("#access-docs .opblock").first()).isVisible();
		Locator operation = visit.page().locator("#operations-Text-readText");
		operation.locator(".opblock-summary-control").first().click();
		operation.locator(".try-out__btn").click();
		operation.locator("textarea").fill("{\"text\": \"3 fish\", \"language\": \"en\"}");
		operation.locator(".execute").click();
		assertThat(operation.locator(".live-responses-table .response").first()).containsText("three fish");
	}

	private static void answerEngines(Visit visit, String... engines) {
		visit.page()
			.route("**/api/v1/engines",
					(route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
						.setBody("{\"engines\":[%s]}".formatted(String.join(",", engines)))));
	}

	private static String engine(String name, String state, String cloning) {
		return """
				{"name":"%s","summary":"Speaks","state":"%s","languages":["zh","en"],"capabilities":{"cloning":"%s"}}"""
			.formatted(name, state, cloning);
	}

	private static int tallColumns(Visit visit, String canvas) {
		return ((Number) visit.see(canvas).evaluate(TALL_COLUMNS)).intValue();
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
