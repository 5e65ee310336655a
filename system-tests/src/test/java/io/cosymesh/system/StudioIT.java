package io.cosymesh.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@Order(3)
@ExtendWith(StackExtension.class)
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

	@TempDir
	static Path folder;

	private static JsonNode credentials;

	private static Playwright playwright;

	private static Browser browser;

	private BrowserContext context;

	private Page page;

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	@BeforeAll
	static void openBrowser(Cosymesh stack) throws Exception {
		credentials = stack.credentials();
		Path microphone = Files.write(folder.resolve("microphone.wav"), Clips.lasting(12));
		playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		browser = playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
				.setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream",
						"--use-fake-device-for-media-stream", "--use-file-for-fake-audio-capture=" + microphone,
						"--autoplay-policy=no-user-gesture-required",
						"--ignore-certificate-errors-spki-list=" + GatewayCertificate.pin(credentials))));
	}

	@AfterAll
	static void closeBrowser() {
		browser.close();
		playwright.close();
	}

	@BeforeEach
	void signIn() {
		this.context = browser.newContext(new Browser.NewContextOptions().setLocale("zh-CN"));
		this.page = this.context.newPage();
		this.page.onConsoleMessage(this::note);
		this.page.onPageError(this.complaints::add);
		this.page.navigate(credentials.path("url").asString());
		this.page.getByTestId("signin-username").fill(credentials.path("username").asString());
		this.page.getByTestId("signin-password").fill(credentials.path("password").asString());
		this.page.getByTestId("signin-submit").click();
		assertThat(this.page.getByTestId("generate")).isVisible();
	}

	@AfterEach
	void pageHadNothingToComplainAbout() {
		this.context.close();
		assertThat(this.complaints).as("errors in the browser's console").isEmpty();
	}

	@Test
	void uploadedClipIsClonedAndHeard() {
		upload("clip.wav", Clips.ordinary());
		assertThat(tallColumns("prompt-waveform")).as("bars of the clip's waveform").isGreaterThan(20);
		this.page.getByTestId("text").fill(MANDARIN);
		this.page.getByTestId("generate").click();
		awaitDone();
		assertThat(seconds()).isBetween(1.0, 6.0);
		assertThat(tallColumns("result-waveform")).as("bars of the result's waveform").isGreaterThan(20);
		assertHeard();
		Download download = this.page.waitForDownload(() -> this.page.getByTestId("download").click());
		WavAudio audio = WavAudio.parse(read(download.path()));
		assertThat(audio.sampleRate()).isEqualTo(24000);
		assertThat(audio.seconds()).isBetween(seconds() - 0.1, seconds() + 0.1);
	}

	@Test
	void apiIsDescribedAndTriedOutInTheNameOfTheSession() {
		this.page.getByTestId("account").click();
		this.page.getByTestId("api-docs").click();
		assertThat(this.page.locator("#operations-Speech-clone")).isVisible();
		assertThat(this.page.locator("#access-docs .opblock").first()).isVisible();
		Locator operation = this.page.locator("#operations-Text-readText");
		operation.locator(".opblock-summary-control").first().click();
		operation.locator(".try-out__btn").click();
		operation.locator("textarea").fill("{\"text\": \"3 fish\", \"language\": \"en\"}");
		operation.locator(".execute").click();
		assertThat(operation.locator(".live-responses-table .response").first()).containsText("three fish");
	}

	@Test
	void recordedClipIsCloned() {
		this.page.getByTestId("record").click();
		Locator recording = this.page.getByTestId("recording");
		assertThat(recording).hasAttribute("data-seconds", Pattern.compile("[3-9]\\.\\d"),
				new LocatorAssertions.HasAttributeOptions().setTimeout(15_000));
		this.page.getByTestId("record-stop").click();
		assertThat(this.page.getByTestId("prompt-waveform")).isVisible();
		assertThat(tallColumns("prompt-waveform")).as("bars of the recording's waveform").isGreaterThan(20);
		this.page.getByTestId("text").fill("Hello from the microphone.");
		this.page.getByTestId("generate").click();
		awaitDone();
		assertThat(seconds()).isBetween(1.0, 6.0);
	}

	@Test
	void fileThatIsNoAudioIsSaidNextToItsControl() {
		this.page.getByTestId("prompt-input")
			.setInputFiles(new FilePayload("clip.wav", "audio/wav", Clips.textNamedWav()));
		this.page.getByTestId("text").fill(MANDARIN);
		assertThat(this.page.getByTestId("error-prompt")).isVisible();
		assertThat(this.page.getByTestId("error-prompt")).not().isEmpty();
		assertThat(this.page.getByTestId("generate")).isDisabled();
		// The server's refusal shows in the console as a failed request, which is right.
		this.complaints.removeIf((complaint) -> complaint.contains("status of 4"));
	}

	@Test
	void engineIsChosenWhereThereIsAChoice() {
		assertThat(this.page.getByTestId("engine-choice")).hasCount(0);
		this.page.route("**/api/v1/engines",
				(route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json")
					.setBody("{\"engines\":[%s,%s]}".formatted(readyEngine("cosyvoice", "neural"),
							readyEngine("embedded", "timbre-adaptation")))));
		this.page.reload();
		this.page.getByTestId("engine-choice").selectOption("embedded");
		upload("clip.wav", Clips.ordinary());
		this.page.getByTestId("text").fill(MANDARIN);
		this.page.getByTestId("generate").click();
		awaitDone();
		assertThat(this.page.getByTestId("engine")).containsText("embedded");
		this.page.getByTestId("engine-choice").selectOption("cosyvoice");
		this.page.getByTestId("generate").click();
		// The stack has no such engine, which it says next to the choice.
		assertThat(this.page.locator("#error-engine")).isVisible();
		this.complaints.removeIf((complaint) -> complaint.contains("status of 4"));
	}

	@Test
	void stopEndsALongTextAtOnce() {
		upload("clip.wav", Clips.ordinary());
		this.page.getByTestId("text").fill("This sentence is one of very many and goes on for a while. ".repeat(60));
		this.page.getByTestId("generate").click();
		this.page.getByTestId("stop").click();
		assertThat(this.page.getByTestId("generate")).isVisible();
	}

	private static String readyEngine(String name, String cloning) {
		return """
				{"name":"%s","summary":"Speaks","state":"ready","languages":["zh","en"],"capabilities":{"cloning":"%s"}}"""
			.formatted(name, cloning);
	}

	private void upload(String name, byte[] clip) {
		this.page.getByTestId("prompt-input").setInputFiles(new FilePayload(name, "audio/wav", clip));
		assertThat(this.page.getByTestId("prompt-waveform")).isVisible();
	}

	private void awaitDone() {
		Locator status = this.page.getByTestId("player-status");
		assertThat(status).hasAttribute("data-state", "done",
				new LocatorAssertions.HasAttributeOptions().setTimeout(30_000));
	}

	private void assertHeard() {
		assertThat(this.page.getByTestId("player-status")).hasAttribute("data-position",
				Pattern.compile("0\\.[1-9]\\d|[1-9]\\d*\\.\\d\\d"),
				new LocatorAssertions.HasAttributeOptions().setTimeout(15_000));
	}

	private double seconds() {
		return Double.parseDouble(this.page.getByTestId("player-status").getAttribute("data-seconds"));
	}

	private int tallColumns(String canvas) {
		return ((Number) this.page.getByTestId(canvas).evaluate(TALL_COLUMNS)).intValue();
	}

	private void note(ConsoleMessage message) {
		if (message.type().equals("error")) {
			this.complaints.add(message.text());
		}
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
