package io.cosymesh.system;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
import tools.jackson.databind.json.JsonMapper;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What operators see of the running stack.
 */
@Order(3)
@ExtendWith({ StackExtension.class, VisitExtension.class })
class ConsoleIT {

	private static final double TWO_SECONDS = 2000;

	private static final String SPOKEN = "backend-api>inference-engine";

	private static JsonNode credentials;

	private static Gateway api;

	private final Cosymesh stack;

	private Visit visit;

	private Page page;

	ConsoleIT(Cosymesh stack) {
		this.stack = stack;
	}

	@BeforeAll
	static void connect(Cosymesh running) {
		credentials = running.credentials();
		api = new Gateway(credentials);
	}

	@AfterAll
	static void disconnect() {
		api.close();
	}

	@BeforeEach
	void signIn(Chromium chromium) {
		this.visit = chromium.visit((options) -> options.setLocale("en-US").setViewportSize(1440, 1000));
		this.page = this.visit.page();
	}

	@AfterEach
	void leave() {
		this.visit.close();
	}

	@Test
	void cloneIsSeenOnItsWayThroughTheMesh() {
		open("/console");
		assertThat(this.visit.see("tap")).hasAttribute("data-live", "true");
		speak();
		assertThat(tapped("outside → webui-service", "/api/v1/clone")).isVisible();
		assertThat(tapped("webui-service → backend-api", "/api/v1/clone")).isVisible();
		assertThat(tapped("backend-api → inference-engine", "/v1/synthesize")).isVisible();
		assertThat(edge(SPOKEN)).hasAttribute("data-level", "good");
		assertThat(edge(SPOKEN)).hasAttribute("aria-label", Pattern.compile(".*p99 .*TLSv1\\.3 .*"));
		assertThat(this.page.locator("[data-testid=node]:not([data-node=others])")).hasCount(6);
		Screenshots.window(this.page, "console-overview");
		edge(SPOKEN).press("Enter");
		assertThat(this.visit.see("route-table")).containsText("POST /v1/synthesize");
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
		assertThat(median).hasAttribute("d", Pattern.compile("M.+"));
		this.page.reload();
		assertThat(median).hasAttribute("d", Pattern.compile("M.+"));
	}

	@Test
	void denialAppearsWithinTwoSeconds() throws Exception {
		open("/console/denials");
		assertThat(this.page.locator("[data-testid=denials], [data-testid=no-denials]")).isVisible();
		String path = "/v1/" + UUID.randomUUID();
		assertThat(asTheGateway(path)).isEqualTo(403);
		Locator denial = this.visit.see("denial").filter(new Locator.FilterOptions().setHasText(path));
		assertThat(denial).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TWO_SECONDS));
		assertThat(denial).containsText(StackAuthority.idOf("webui-service"));
		assertThat(denial).hasAttribute("data-reason", "no-rule");
	}

	@Test
	void refusedAttemptSticksOutOfItsSource() throws Exception {
		open("/console");
		assertThat(this.visit.see("topology")).isVisible();
		assertThat(asTheGateway("/v1/synthesize")).isEqualTo(403);
		assertThat(this.visit.see("denied-stub").first()).containsText("webui-service");
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
		assertThat(this.visit.see("console-away").first()).containsText("./cosymesh restart inference-engine");
		assertThat(this.page.locator("[data-node=inference-engine]")).hasAttribute("data-state", "bad");
		assertThat(this.visit.see("no-traffic")).isVisible();
	}

	@Test
	void lockLeadsToIdentitiesThatCountDown() {
		this.visit.see("lock-chip").click();
		assertThat(this.page).hasURL(Pattern.compile(".*/console/identities"));
		assertThat(this.visit.see("identity")).hasCount(5);
		assertThat(this.visit.see("identity").first()).containsText(StackAuthority.idOf("webui-service"));
		Locator expiry = this.visit.see("expiry").first();
		String before = expiry.getAttribute("data-seconds");
		assertThat(expiry).not().hasAttribute("data-seconds", before);
		assertThat(this.visit.see("authorities")).containsText("active");
		Screenshots.page(this.page, "console-identities");
	}

	@Test
	void policyExplainsWhatBecomesOfARequest() {
		open("/console/policy");
		assertThat(this.visit.see("policy").first()).isVisible();
		Locator form = this.visit.see("explain");
		form.locator("[name=from]").fill("webui-service");
		form.locator("[type=submit]").click();
		Locator verdict = this.visit.see("verdict");
		assertThat(verdict).hasAttribute("data-outcome", "denied");
		assertThat(verdict).containsText("not allowed for this caller");
		form.locator("[name=from]").fill("backend-api");
		form.locator("[type=submit]").click();
		assertThat(verdict).hasAttribute("data-outcome", "allowed");
		assertThat(verdict).containsText("synthesize");
	}

	@Test
	void enginesAreShownAndLeftAlone() {
		open("/console/queues");
		assertThat(this.visit.see("engine-row").first()).hasAttribute("data-state", "ready");
		assertThat(this.visit.see("engine-reload")).isDisabled();
		assertThat(this.visit.see("read-only")).containsText("cosymesh.console.actions");
		assertThat(this.page.locator("[data-testid=queue], [data-testid=no-queue]")).isVisible();
	}

	@Test
	void noViewHasAnythingWrong() {
		speak();
		for (String view : List.of("overview", "identities", "policy", "tap", "denials", "queues")) {
			if (view.equals("overview")) {
				open("/console");
			}
			this.visit.see("console-" + view).click();
			assertThat(this.page.locator(".console .skeleton")).hasCount(0);
			Accessibility.assertNothingIsWrong(this.page, view);
		}
	}

	@Test
	void memberIsShownNothingOfIt() {
		Map<String, String> member = Map.of("url", credentials.path("url").asString(), "username",
				"member-" + UUID.randomUUID(), "password", "three small words");
		HttpResponse<byte[]> made = api.send(api
			.json("POST", "/api/v1/users",
					"{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"member\"}".formatted(member.get("username"),
							member.get("password")))
			.build());
		assertThat(made.statusCode()).as(new String(made.body())).isEqualTo(201);
		this.page.context().clearCookies();
		this.visit.signIn(JsonMapper.shared().valueToTree(member));
		assertThat(this.visit.see("nav-console")).hasCount(0);
		open("/console/tap");
		assertThat(this.visit.see("console-forbidden")).isVisible();
	}

	private void open(String path) {
		this.page.navigate(credentials.path("url").asString() + path);
	}

	private int asTheGateway(String path) throws Exception {
		Attacker gateway = new Attacker(new StackAuthority(this.stack).svid("webui-service"));
		return gateway.request(MeshPort.INFERENCE_ENGINE.in(this.stack), "POST", path);
	}

	private static void speak() {
		HttpResponse<byte[]> speech = api.clone(Map.of("text", "Hello."), Clips.ordinary());
		assertThat(speech.statusCode()).as("status of a clone").isEqualTo(200);
	}

	private Locator edge(String key) {
		return this.page.locator("[data-edge='%s'][data-testid=edge]".formatted(key));
	}

	private Locator tapped(String peers, String path) {
		return this.visit.see("tap-row")
			.filter(new Locator.FilterOptions().setHasText(peers))
			.filter(new Locator.FilterOptions().setHasText(path))
			.first();
	}

}
