package io.cosymesh.system;

import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The clip of a voice: recorded, judged and trimmed before it is used.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class StudioClipIT {

	private static final String MANDARIN = "你好，我是深圳人。";

	/** Keeps what the page sends as the prompt of a clone. */
	private static final String KEEP_PROMPT = """
			() => {
			  const real = window.fetch;
			  window.fetch = (url, init) => {
			    if (String(url).endsWith("/clone")) {
			      window.sentPrompt = init.body.get("prompt");
			    }
			    return real(url, init);
			  };
			}""";

	private static final String SENT_PROMPT = """
			async () => {
			  const bytes = new Uint8Array(await window.sentPrompt.arrayBuffer());
			  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
			}""";

	/**
	 * Keeps the tracks of the microphone, which is given once window.allow() is called.
	 */
	private static final String ASK_FOR_MICROPHONE = """
			() => {
			  const devices = navigator.mediaDevices;
			  const real = devices.getUserMedia.bind(devices);
			  const permission = new Promise((resolve) => (window.allow = resolve));
			  window.tracks = [];
			  devices.getUserMedia = async (wish) => {
			    await permission;
			    const stream = await real(wish);
			    window.tracks.push(...stream.getTracks());
			    return stream;
			  };
			}""";

	private static final String BREAK_WORKLETS = """
			() => {
			  AudioWorklet.prototype.addModule = () => Promise.reject(new Error("out of reach"));
			}""";

	private static final String ONE_TRACK_ENDED = """
			() => window.tracks.length === 1 && window.tracks.every(({ readyState }) => readyState === "ended")""";

	@Test
	void recordedClipIsCloned(Visit visit) {
		visit.see("record").click();
		Locator recording = visit.see("recording");
		assertThat(recording).hasAttribute("data-seconds", Pattern.compile("[12]\\.\\d"),
				new LocatorAssertions.HasAttributeOptions().setTimeout(15_000));
		Screenshots.part(visit.page().locator("voice-panel"), "studio-recording");
		assertThat(recording).hasAttribute("data-seconds", Pattern.compile("[3-9]\\.\\d"),
				new LocatorAssertions.HasAttributeOptions().setTimeout(15_000));
		visit.see("record-stop").click();
		assertThat(visit.see("prompt-waveform")).isVisible();
		visit.see("text").fill("Hello from the microphone.");
		visit.see("generate").click();
		visit.awaitDone();
		assertThat(visit.seconds()).isBetween(1.0, 6.0);
	}

	@Test
	void secondClickOnRecordOpensNoSecondMicrophone(Visit visit) {
		visit.page().evaluate(ASK_FOR_MICROPHONE);
		visit.see("record").dblclick();
		visit.page().evaluate("window.allow()");
		visit.see("record-cancel").click();
		assertThat(visit.see("record")).isEnabled();
		awaitMicrophoneReleased(visit);
	}

	@Test
	void anotherModeEndsTheRecording(Visit visit) {
		visit.page().evaluate(ASK_FOR_MICROPHONE);
		visit.page().evaluate("window.allow()");
		visit.see("record").click();
		assertThat(visit.see("recording")).isVisible();
		visit.chooseMode("voice");
		awaitMicrophoneReleased(visit);
	}

	@Test
	void microphoneAllowedAfterAnotherModeWasChosenIsLetGo(Visit visit) {
		visit.page().evaluate(ASK_FOR_MICROPHONE);
		visit.see("record").click();
		visit.chooseMode("voice");
		assertThat(visit.see("record")).hasCount(0);
		visit.page().evaluate("window.allow()");
		awaitMicrophoneReleased(visit);
	}

	@Test
	void recordingThatCannotBeginLetsGoOfTheMicrophone(Visit visit) {
		visit.page().evaluate(ASK_FOR_MICROPHONE);
		visit.page().evaluate(BREAK_WORKLETS);
		visit.page().evaluate("window.allow()");
		visit.see("record").click();
		assertThat(visit.see("error-prompt")).isVisible();
		awaitMicrophoneReleased(visit);
	}

	@Test
	void trimmedPartOfAClipIsWhatIsSent(Visit visit) {
		visit.upload("clip.wav", Clips.lasting(9));
		Locator from = visit.see("trim-from");
		IntStream.range(0, 4).forEach((press) -> from.press("PageUp"));
		BoundingBox wave = visit.see("prompt-waveform").boundingBox();
		visit.see("trim-to").hover();
		visit.page().mouse().down();
		visit.page().mouse().move(wave.x + wave.width * 0.8, wave.y + wave.height / 2);
		visit.page().mouse().up();
		Locator selection = visit.see("selection");
		double seconds = Double.parseDouble(selection.getAttribute("data-to"))
				- Double.parseDouble(selection.getAttribute("data-from"));
		assertThat(selection).hasAttribute("data-from", "2.00");
		assertThat(seconds).isCloseTo(9 * 0.8 - 2, within(0.2));
		visit.page().evaluate(KEEP_PROMPT);
		visit.generate(MANDARIN);
		WavAudio sent = WavAudio.parse(Base64.getDecoder().decode((String) visit.page().evaluate(SENT_PROMPT)));
		assertThat(sent.seconds()).isCloseTo(seconds, within(0.05));
		assertThat(visit.see("verdict").or(visit.see("advice")).first()).isVisible();
	}

	@Test
	void bestPartOfALongClipIsSelected(Visit visit) {
		visit.upload("clip.wav", Clips.lasting(40));
		double to = Double.parseDouble(visit.see("selection").getAttribute("data-to"));
		double from = Double.parseDouble(visit.see("selection").getAttribute("data-from"));
		assertThat(to - from).isBetween(10.0, 15.0);
		visit.see("text").fill(MANDARIN);
		assertThat(visit.see("generate")).isEnabled();
	}

	@Test
	void fileThatIsNoAudioIsSaidNextToItsControl(Visit visit) {
		visit.see("prompt-input").setInputFiles(new FilePayload("clip.wav", "audio/wav", Clips.textNamedWav()));
		visit.see("text").fill(MANDARIN);
		assertThat(visit.see("error-prompt")).isVisible();
		assertThat(visit.see("error-prompt")).not().isEmpty();
		assertThat(visit.see("generate")).isDisabled();
		// The server's refusal shows in the console as a failed request, which is right.
		visit.forgiveRefusals();
	}

	/** Waits for less than the 30 s after which a recording ends by itself. */
	private static void awaitMicrophoneReleased(Visit visit) {
		visit.page().waitForFunction(ONE_TRACK_ENDED, null, new Page.WaitForFunctionOptions().setTimeout(15_000));
	}

}
