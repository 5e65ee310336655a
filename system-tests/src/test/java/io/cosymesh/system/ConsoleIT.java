package io.cosymesh.system;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators see of the running stack.
 */
@Order(3)
@ExtendWith(StackExtension.class)
class ConsoleIT {

	private static final double TWO_SECONDS = 2000;

	private static final double SOON = 20_000;

	private static final String SPOKEN = "backend-api>inference-engine";

	private static JsonNode credentials;

	private static Gateway api;

	private static Playwright playwright;

	private static Browser browser;

	private final Cosymesh stack;

	private BrowserContext context;

	private Page page;

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	ConsoleIT(Cosymesh stack) {
		this.stack = stack;
	}

	@BeforeAll
	static void openBrowser(Cosymesh running) throws Exception {
		credentials = running.credentials();
		api = new Gateway(credentials);
		playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		browser = playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
				.setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage",
						"--ignore-certificate-errors-spki-list=" + GatewayCertificate.pin(credentials))));
	}

	@AfterAll
	static void closeBrowser() {
		browser.close();
		playwright.close();
		api.close();
	}

	@BeforeEach
	void signIn() {
		this.context = browser
			.newContext(new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1440, 1000));
		this.page = this.context.newPage();
		this.page.onConsoleMessage(this::note);
		this.page.onPageError(this.complaints::add);
		signIn(credentials.path("username").asString(), credentials.path("password").asString());
	}

	@AfterEach
	void pageHadNothingToComplainAbout() {
		this.context.close();
		assertThat(this.complaints).as("errors in the browser's console").isEmpty();
	}

	@Test
	void cloneIsSeenOnItsWayThroughTheMesh() {
		open("/console");
		assertThat(this.page.getByTestId("tap")).hasAttribute("data-live", "true", within(SOON));
		speak();
		assertThat(tapped("outside → webui-service", "/api/v1/clone")).isVisible(visible(SOON));
		assertThat(tapped("webui-service → backend-api", "/api/v1/clone")).isVisible(visible(SOON));
		assertThat(tapped("backend-api → inference-engine", "/v1/synthesize")).isVisible(visible(SOON));
		assertThat(edge(SPOKEN)).hasAttribute("data-level", "good", within(SOON));
		assertThat(edge(SPOKEN)).hasAttribute("aria-label", Pattern.compile(".*p99 .*TLSv1\\.3 .*"));
		assertThat(this.page.locator("[data-testid=node]:not([data-node=others])")).hasCount(6);
		Screenshots.page(this.page, "console-overview");
		edge(SPOKEN).locator(".edge-reach").click(new Locator.ClickOptions().setForce(true));
		assertThat(this.page.getByTestId("route-table")).containsText("POST /v1/synthesize");
		assertThat(this.page.locator("tap-view").getByTestId("selection-chip"))
			.containsText("backend-api → inference-engine");
		assertThat(this.page.locator("policy-view [data-testid=policy]")).hasCount(1);
		assertThat(tapped("webui-service → backend-api", "/api/v1/clone")).hasCount(0);
	}

	@Test
	void chartsSurviveAReload() {
		speak();
		open("/console");
		Locator median = this.page
			.locator("[data-testid=chart-row][data-edge='%s'] path.chart-line[data-kind=p50]".formatted(SPOKEN));
		assertThat(median).hasAttribute("d", Pattern.compile("M.+"), within(SOON));
		this.page.reload();
		assertThat(median).hasAttribute("d", Pattern.compile("M.+"), within(SOON));
	}

	@Test
	void denialAppearsWithinTwoSeconds() throws Exception {
		open("/console/denials");
		assertThat(this.page.locator("[data-testid=denials], [data-testid=no-denials]")).isVisible(visible(SOON));
		String path = "/v1/" + UUID.randomUUID();
		Attacker stranger = new Attacker(new StackAuthority(this.stack).svid("webui-service"));
		assertThat(stranger.request(MeshPort.INFERENCE_ENGINE.in(this.stack), "POST", path)).isEqualTo(403);
		Locator denial = this.page.getByTestId("denial").filter(new Locator.FilterOptions().setHasText(path));
		assertThat(denial).isVisible(visible(TWO_SECONDS));
		assertThat(denial).containsText(StackAuthority.idOf("webui-service"));
		assertThat(denial).hasAttribute("data-reason", "no-rule");
	}

	@Test
	void refusedAttemptSticksOutOfItsSource() throws Exception {
		open("/console");
		assertThat(this.page.getByTestId("topology")).isVisible(visible(SOON));
		Attacker gateway = new Attacker(new StackAuthority(this.stack).svid("webui-service"));
		assertThat(gateway.request(MeshPort.INFERENCE_ENGINE.in(this.stack), "POST", "/v1/synthesize")).isEqualTo(403);
		assertThat(this.page.getByTestId("denied-stub").first()).containsText("webui-service", contains(SOON));
	}

	@Test
	void serviceThatDoesNotAnswerIsNamedWithWhatToDo() {
		this.page.route("**/api/v1/mesh/edges",
				(route) -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody("""
						{"time": "2026-01-01T00:00:00Z", "windowMillis": 60000, "edges": [], "services": [
						  {"service": "inference-engine", "instance": "-", "state": "unreachable", "error": {
						    "reason": "unavailable", "detail": "Connection refused",
						    "hint": "./cosymesh restart inference-engine"}}]}""")));
		open("/console");
		assertThat(this.page.getByTestId("console-away").first()).containsText("./cosymesh restart inference-engine",
				contains(SOON));
		assertThat(this.page.locator("[data-node=inference-engine]")).hasAttribute("data-state", "bad");
		assertThat(this.page.getByTestId("no-traffic")).isVisible();
	}

	@Test
	void lockLeadsToIdentitiesThatCountDown() {
		this.page.getByTestId("lock-chip").click();
		assertThat(this.page).hasURL(Pattern.compile(".*/console/identities"));
		assertThat(this.page.getByTestId("identity")).hasCount(5,
				new LocatorAssertions.HasCountOptions().setTimeout(SOON));
		assertThat(this.page.getByTestId("identity").first())
			.containsText("spiffe://cosymesh.local/ns/cosymesh/sa/webui-service");
		Locator expiry = this.page.getByTestId("expiry").first();
		String before = expiry.getAttribute("data-seconds");
		assertThat(expiry).not().hasAttribute("data-seconds", before);
		assertThat(this.page.getByTestId("authorities")).containsText("active", contains(SOON));
		Screenshots.page(this.page, "console-identities");
	}

	@Test
	void policyExplainsWhatBecomesOfARequest() {
		open("/console/policy");
		assertThat(this.page.getByTestId("policy").first()).isVisible(visible(SOON));
		Locator form = this.page.getByTestId("explain");
		form.locator("[name=from]").fill("webui-service");
		form.locator("[type=submit]").click();
		Locator verdict = this.page.getByTestId("verdict");
		assertThat(verdict).hasAttribute("data-outcome", "denied", within(SOON));
		assertThat(verdict).containsText("not allowed for this caller");
		form.locator("[name=from]").fill("backend-api");
		form.locator("[type=submit]").click();
		assertThat(verdict).hasAttribute("data-outcome", "allowed", within(SOON));
		assertThat(verdict).containsText("synthesize");
	}

	@Test
	void enginesAreShownAndLeftAlone() {
		open("/console/queues");
		assertThat(this.page.getByTestId("engine-row").first()).hasAttribute("data-state", "ready", within(SOON));
		assertThat(this.page.getByTestId("engine-reload")).isDisabled();
		assertThat(this.page.getByTestId("read-only")).containsText("cosymesh.console.actions");
		assertThat(this.page.locator("[data-testid=queue], [data-testid=no-queue]")).isVisible(visible(SOON));
	}

	@Test
	void memberIsShownNothingOfIt() {
		String name = "member-" + UUID.randomUUID();
		HttpResponse<byte[]> made = api.send(api
			.json("POST", "/api/v1/users",
					"{\"name\":\"%s\",\"password\":\"three small words\",\"role\":\"member\"}".formatted(name))
			.build());
		assertThat(made.statusCode()).as(new String(made.body())).isEqualTo(201);
		this.context.clearCookies();
		signIn(name, "three small words");
		assertThat(this.page.getByTestId("nav-console")).hasCount(0);
		open("/console/tap");
		assertThat(this.page.getByTestId("console-forbidden")).isVisible();
	}

	private void signIn(String name, String password) {
		this.page.navigate(credentials.path("url").asString() + "/signin");
		this.page.getByTestId("signin-username").fill(name);
		this.page.getByTestId("signin-password").fill(password);
		this.page.getByTestId("signin-submit").click();
		assertThat(this.page.getByTestId("generate")).isVisible(visible(SOON));
	}

	private void open(String path) {
		this.page.navigate(credentials.path("url").asString() + path);
	}

	private static void speak() {
		HttpResponse<byte[]> speech = api.clone(Map.of("text", "Hello."), Clips.ordinary());
		assertThat(speech.statusCode()).as("status of a clone").isEqualTo(200);
	}

	private Locator edge(String key) {
		return this.page.locator("[data-edge='%s'][data-testid=edge]".formatted(key));
	}

	private Locator tapped(String peers, String path) {
		return this.page.getByTestId("tap-row")
			.filter(new Locator.FilterOptions().setHasText(peers))
			.filter(new Locator.FilterOptions().setHasText(path))
			.first();
	}

	private void note(ConsoleMessage message) {
		if (message.type().equals("error")) {
			this.complaints.add(message.text());
		}
	}

	private static LocatorAssertions.IsVisibleOptions visible(double millis) {
		return new LocatorAssertions.IsVisibleOptions().setTimeout(millis);
	}

	private static LocatorAssertions.HasAttributeOptions within(double millis) {
		return new LocatorAssertions.HasAttributeOptions().setTimeout(millis);
	}

	private static LocatorAssertions.ContainsTextOptions contains(double millis) {
		return new LocatorAssertions.ContainsTextOptions().setTimeout(millis);
	}

}
