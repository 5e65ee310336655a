package io.cosymesh.webui.console;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What administrators may do to the engine: nothing, unless it is granted.
 */
@ExtendWith(GatewayExtension.class)
class EngineActionsIT {

	private static final String ENGINES = "/api/v1/mesh/engines";

	private static final String RELOAD = ENGINES + "/reload";

	private static Gateway granting;

	private final Gateway asShipped;

	private final HttpClient client;

	EngineActionsIT(Gateway asShipped) throws Exception {
		this.asShipped = asShipped;
		this.client = asShipped.browser();
	}

	@BeforeAll
	static void grant() throws Exception {
		granting = Gateway.start("--cosymesh.console.actions=true");
	}

	@AfterAll
	static void stop() throws Exception {
		granting.close();
	}

	@Test
	void shippedConsoleShowsTheEnginesWithTheirTroublesAndChangesNothing() throws Exception {
		JsonNode engines = json(Gateway.send(this.client, this.asShipped.withKey(ENGINES)));
		assertThat(engines.path("actions").asBoolean(true)).isFalse();
		assertThat(engines.at("/engines/0/reason").asString()).isEqualTo("the operator's business");
		HttpResponse<String> refused = post(this.asShipped, this.client, RELOAD, Gateway.API_KEY);
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(json(refused).path("type").asString()).isEqualTo("urn:cosymesh:problem:console-read-only");
		assertThat(json(refused).path("detail").asString()).contains("cosymesh.console.actions");
	}

	@Test
	void attemptThatIsNotGrantedIsInTheAuditLog() throws Exception {
		post(this.asShipped, this.client, ENGINES + "/probe", Gateway.API_KEY);
		Awaitility.await().untilAsserted(() -> {
			JsonNode event = events(this.asShipped, this.client, "engine-probe").path(0);
			assertThat(event.path("outcome").asString()).isEqualTo("refused");
			assertThat(event.path("reason").asString()).isEqualTo("console-read-only");
		});
	}

	@Test
	void grantedActionGoesByBackendApiInTheNameOfWhoAsked() throws Exception {
		HttpClient browser = granting.browser();
		granting.signIn(browser, "admin", Gateway.PASSWORD);
		assertThat(json(Gateway.send(browser, granting.request(ENGINES))).path("actions").asBoolean(false)).isTrue();
		HttpResponse<String> done = Gateway.send(browser, granting.fromPage(browser, "POST", RELOAD, ""));
		assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
		assertThat(json(done).path("caller-name").asString()).isEqualTo("admin");
		assertThat(done.headers().firstValue("Set-Cookie")).isEmpty();
		JsonNode event = events(granting, browser, "engine-reload").path(0);
		assertThat(List.of(event.path("actor").asString(), event.path("subject").asString(),
				event.path("outcome").asString()))
			.containsExactly("admin", "engine", "done");
	}

	@Test
	void pageOfAnotherSiteCanNotReloadWithASession() throws Exception {
		HttpClient browser = granting.browser();
		granting.signIn(browser, "admin", Gateway.PASSWORD);
		HttpResponse<String> forged = Gateway.send(browser,
				granting.json("POST", RELOAD, "", "{}").setHeader("Authorization", "Basic bm9uZTpub25l"));
		assertThat(forged.statusCode()).isEqualTo(403);
		assertThat(json(forged).path("type").asString()).isEqualTo("urn:cosymesh:problem:forged-request");
	}

	@Test
	void troubleOfTheEngineIsToldAsItIs() throws Exception {
		HttpResponse<String> answer = post(granting, granting.browser(), ENGINES + "/probe", Gateway.API_KEY);
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(json(answer).path("type").asString()).isEqualTo("urn:cosymesh:problem:engine-unavailable");
	}

	@Test
	void administratorsOfOtherTenantsDoNotRunThePlace() throws Exception {
		HttpResponse<String> key = Gateway.send(granting.browser(), granting.json("POST", "/api/v1/keys",
				Gateway.API_KEY, "{\"name\":\"a\",\"tenant\":\"acme\",\"owner\":\"ada\",\"scopes\":[\"admin\"]}"));
		assertThat(key.statusCode()).as(key.body()).isEqualTo(201);
		HttpResponse<String> refused = post(granting, granting.browser(), RELOAD, json(key).path("key").asString());
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(json(refused).path("type").asString()).isEqualTo("urn:cosymesh:problem:other-tenant");
	}

	@Test
	void keyThatMaySpeakMayNotSoMuchAsLook() throws Exception {
		HttpResponse<String> key = Gateway.send(this.client, this.asShipped.json("POST", "/api/v1/keys",
				Gateway.API_KEY, "{\"name\":\"s\",\"scopes\":[\"speech\"]}"));
		HttpResponse<String> refused = Gateway.send(this.client,
				this.asShipped.json("GET", "/api/v1/mesh/queue", json(key).path("key").asString(), ""));
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(json(refused).path("scope").asString()).isEqualTo("admin");
	}

	private static JsonNode events(Gateway gateway, HttpClient client, String action) throws Exception {
		return json(Gateway.send(client, gateway.withKey("/api/v1/audit?action=" + action))).path("events");
	}

	private static HttpResponse<String> post(Gateway gateway, HttpClient client, String path, String key)
			throws Exception {
		return Gateway.send(client, gateway.json("POST", path, key, ""));
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
