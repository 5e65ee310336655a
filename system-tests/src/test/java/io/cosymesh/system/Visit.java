package io.cosymesh.system;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody's time with the page, from signing in until the window is closed; by then the
 * browser must have had nothing to complain about.
 */
final class Visit implements AutoCloseable {

	private static final double PATIENCE = 60_000;

	private final BrowserContext context;

	private final Page page;

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	Visit(BrowserContext context) {
		this.context = context;
		this.page = context.newPage();
		this.page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.complaints.add(message.text());
			}
		});
		this.page.onPageError(this.complaints::add);
	}

	void signIn(JsonNode credentials) {
		this.page.navigate(credentials.path("url").asString());
		see("signin-username").fill(credentials.path("username").asString());
		see("signin-password").fill(credentials.path("password").asString());
		see("signin-submit").click();
		assertThat(see("generate")).isVisible();
	}

	Page page() {
		return this.page;
	}

	Locator see(String testId) {
		return this.page.getByTestId(testId);
	}

	void upload(String name, byte[] clip) {
		see("prompt-input").setInputFiles(new FilePayload(name, "audio/wav", clip));
		assertThat(see("prompt-waveform")).isVisible();
	}

	/** Speaks a text with what is chosen, to its end. */
	void generate(String text) {
		see("text").fill(text);
		see("generate").click();
		awaitDone();
	}

	void awaitDone() {
		awaitState("player-status", "done");
	}

	void awaitState(String testId, String state) {
		assertThat(see(testId)).hasAttribute("data-state", state,
				new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
	}

	/** Waits until some of the result was heard. */
	void awaitHeard() {
		assertThat(see("player-status")).hasAttribute("data-position",
				Pattern.compile("0\\.[1-9]\\d|[1-9]\\d*\\.\\d\\d"),
				new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
	}

	double seconds() {
		return Double.parseDouble(see("player-status").getAttribute("data-seconds"));
	}

	void chooseMode(String mode) {
		see("mode-" + mode).click();
	}

	void chooseBuiltIn(String select, String voice) {
		see(select).locator("option", new Locator.LocatorOptions().setHasText(voice))
			.first()
			.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
		see(select).selectOption(new SelectOption().setLabel(voice));
	}

	/** Forgets that a request was refused, which browsers note as an error. */
	void forgiveRefusals() {
		this.complaints.removeIf((complaint) -> complaint.contains("status of 4"));
	}

	@Override
	public void close() {
		this.context.close();
		assertThat(this.complaints).as("errors in the browser's console").isEmpty();
	}

}
