package io.cosymesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import tools.jackson.databind.JsonNode;

/**
 * A headless Chromium that trusts the gateway's certificate and whose microphone plays a
 * clip.
 */
final class Chromium implements AutoCloseable {

	private static final double PATIENCE = 30_000;

	private final JsonNode credentials;

	private final Playwright playwright;

	private final Browser browser;

	private final Path microphone;

	Chromium(Cosymesh stack) {
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
		this.credentials = stack.credentials();
		this.microphone = heard();
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
				.setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream",
						"--use-fake-device-for-media-stream", "--use-file-for-fake-audio-capture=" + this.microphone,
						"--autoplay-policy=no-user-gesture-required",
						"--ignore-certificate-errors-spki-list=" + pin())));
	}

	/** Opens the page in Chinese on a desk, signed in. */
	Visit visit() {
		return visit((options) -> options.setLocale("zh-CN"));
	}

	/** Opens the page as a browser with these options shows it, signed in. */
	Visit visit(UnaryOperator<Browser.NewContextOptions> look) {
		Visit visit = new Visit(this.browser.newContext(look.apply(new Browser.NewContextOptions())));
		visit.signIn(this.credentials);
		return visit;
	}

	private String pin() {
		try {
			return GatewayCertificate.pin(this.credentials);
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static Path heard() {
		try {
			return Files.write(Files.createTempFile("microphone", ".wav"), Clips.heard());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.browser.close();
		this.playwright.close();
		Files.delete(this.microphone);
	}

}
