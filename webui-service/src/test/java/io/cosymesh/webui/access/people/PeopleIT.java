package io.cosymesh.webui.access.people;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(GatewayExtension.class)
class PeopleIT {

	private static final String PASSWORD = "three small words";

	private final Gateway gateway;

	private final HttpClient script;

	private final HttpClient browser;

	PeopleIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.script = gateway.withoutCookies();
		this.browser = gateway.browser();
	}

	@Test
	void personSignsInAndWorksInTheirTenant() throws Exception {
		HttpResponse<String> added = add("worker", "acme", "member");
		assertThat(added.statusCode()).isEqualTo(201);
		assertThat(added.body()).doesNotContain("argon2", PASSWORD);
		signIn("worker");
		JsonNode session = json(Gateway.send(this.browser, this.gateway.request("/session")));
		assertThat(session.path("tenant").asString()).isEqualTo("acme");
		assertThat(session.path("scopes").valueStream().map(JsonNode::asString)).containsExactly("speech", "voices");
		JsonNode seen = json(Gateway.send(this.browser, this.gateway.request("/api/v1/voices")));
		assertThat(seen.path("caller-name").asString()).isEqualTo("worker");
		assertThat(seen.path("caller-tenant").asString()).isEqualTo("acme");
	}

	@Test
	void memberManagesOwnKeysAndNobodyElse() throws Exception {
		add("keeper", "acme", "member");
		signIn("keeper");
		HttpResponse<String> key = page("POST", "/api/v1/keys", "{\"name\": \"mine\", \"scopes\": [\"speech\"]}");
		assertThat(key.statusCode()).isEqualTo(201);
		assertThat(json(key).path("owner").asString()).isEqualTo("keeper");
		assertThat(json(Gateway.send(this.browser, this.gateway.request("/api/v1/keys"))).path("keys").size()).isOne();
		assertThat(page("POST", "/api/v1/keys", "{\"name\": \"more\", \"scopes\": [\"admin\"]}").statusCode())
			.isEqualTo(403);
		HttpResponse<String> users = Gateway.send(this.browser, this.gateway.request("/api/v1/users"));
		assertThat(users.statusCode()).isEqualTo(403);
		assertThat(json(users).path("scope").asString()).isEqualTo("admin");
	}

	@Test
	void administratorOfATenantStaysInIt() throws Exception {
		add("tenant-boss", "acme", "admin");
		add("outsider", "globex", "member");
		signIn("tenant-boss");
		assertThat(Gateway.send(this.browser, this.gateway.request("/api/v1/users/outsider")).statusCode())
			.isEqualTo(404);
		assertThat(page("PATCH", "/api/v1/users/outsider", "{\"enabled\": false}").statusCode()).isEqualTo(404);
		HttpResponse<String> elsewhere = page("POST", "/api/v1/users",
				"{\"name\": \"spy\", \"password\": \"%s\", \"tenant\": \"globex\"}".formatted(PASSWORD));
		assertThat(elsewhere.statusCode()).isEqualTo(403);
		assertThat(json(elsewhere).path("type").asString()).isEqualTo("urn:cosymesh:problem:other-tenant");
		JsonNode events = json(Gateway.send(this.browser, this.gateway.request("/api/v1/audit"))).path("events");
		assertThat(events.valueStream().map((event) -> event.path("tenant").asString())).containsOnly("acme");
	}

	@Test
	void ownPasswordChangeEndsEverySession() throws Exception {
		add("changer", "acme", "member");
		signIn("changer");
		HttpClient other = this.gateway.browser();
		this.gateway.signIn(other, "changer", PASSWORD);
		assertThat(page("POST", "/api/v1/users/me/password",
				"{\"oldPassword\": \"wrong\", \"newPassword\": \"four quite small words\"}")
			.statusCode()).isEqualTo(403);
		assertThat(page("POST", "/api/v1/users/me/password",
				"{\"oldPassword\": \"%s\", \"newPassword\": \"four quite small words\"}".formatted(PASSWORD))
			.statusCode()).isEqualTo(204);
		for (HttpClient client : List.of(this.browser, other)) {
			assertThat(Gateway.send(client, this.gateway.request("/api/v1/voices")).statusCode()).isEqualTo(401);
		}
		assertThat(this.gateway.signIn(this.browser, "changer", PASSWORD).statusCode()).isEqualTo(401);
		assertThat(this.gateway.signIn(this.browser, "changer", "four quite small words").statusCode()).isEqualTo(204);
	}

	@Test
	void disabledPersonIsOutAtOnce() throws Exception {
		add("leaver", "acme", "member");
		signIn("leaver");
		assertThat(call("PATCH", "/api/v1/users/leaver", "{\"enabled\": false}").statusCode()).isEqualTo(200);
		assertThat(Gateway.send(this.browser, this.gateway.request("/api/v1/voices")).statusCode()).isEqualTo(401);
		assertThat(this.gateway.signIn(this.browser, "leaver", PASSWORD).statusCode()).isEqualTo(401);
	}

	@Test
	void lastAdministratorCanNotGo() throws Exception {
		HttpResponse<String> refused = call("DELETE", "/api/v1/users/admin", "");
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(json(refused).path("type").asString()).isEqualTo("urn:cosymesh:problem:last-admin");
	}

	@Test
	void whatHappenedIsRemembered() throws Exception {
		add("remembered", "acme", "member");
		this.gateway.signIn(this.gateway.clientAt("127.0.0.9"), "remembered", "not " + PASSWORD);
		this.gateway.signIn(this.gateway.clientAt("127.0.0.9"), PASSWORD, "my password went into the name");
		signIn("remembered");
		Gateway.send(this.browser, this.gateway.request("/api/v1/users"));
		page("DELETE", "/session", "");
		await().untilAsserted(() -> {
			String events = call("GET", "/api/v1/audit?limit=200", "").body();
			assertThat(events).contains("\"subject\":\"user:remembered role=member\"",
					"\"action\":\"signed-in\",\"subject\":\"user:remembered\",\"outcome\":\"refused\"",
					"\"action\":\"signed-in\",\"subject\":\"user:unknown\",\"outcome\":\"refused\"",
					"\"actor\":\"remembered\",\"proof\":\"password\",\"action\":\"signed-in\"",
					"\"subject\":\"GET /api/v1/users\",\"outcome\":\"refused\",\"reason\":\"missing-scope\"",
					"\"action\":\"signed-out\"");
			assertThat(events).doesNotContain(PASSWORD, Gateway.PASSWORD, Gateway.API_KEY);
		});
	}

	private HttpResponse<String> add(String name, String tenant, String role) throws Exception {
		return call("POST", "/api/v1/users",
				"{\"name\": \"%s\", \"password\": \"%s\", \"tenant\": \"%s\", \"role\": \"%s\"}".formatted(name,
						PASSWORD, tenant, role));
	}

	private void signIn(String name) throws Exception {
		assertThat(this.gateway.signIn(this.browser, name, PASSWORD).statusCode()).isEqualTo(204);
	}

	private HttpResponse<String> call(String method, String path, String body) throws Exception {
		return Gateway.send(this.script, this.gateway.json(method, path, Gateway.API_KEY, body));
	}

	private HttpResponse<String> page(String method, String path, String body) throws Exception {
		return Gateway.send(this.browser, this.gateway.fromPage(this.browser, method, path, body));
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
