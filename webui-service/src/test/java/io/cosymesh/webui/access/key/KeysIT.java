package io.cosymesh.webui.access.key;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class KeysIT {

	private final Gateway gateway;

	private final HttpClient client;

	KeysIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.client = gateway.withoutCookies();
	}

	@Test
	void keyIsToldOnceAndWorks() throws Exception {
		HttpResponse<String> created = call("POST", "/api/v1/keys", Gateway.API_KEY,
				"{\"name\": \"CI\", \"scopes\": [\"SPEECH\"], \"tenant\": \"acme\", \"owner\": \"ci\"}");
		assertThat(created.statusCode()).isEqualTo(201);
		JsonNode key = json(created);
		String path = created.headers().firstValue("Location").orElseThrow();
		assertThat(path).isEqualTo("/api/v1/keys/" + key.path("id").asString());
		assertThat(call("GET", path, Gateway.API_KEY, "").body()).contains("\"name\":\"CI\"").doesNotContain("cm_");
		JsonNode seen = json(call("GET", "/api/v1/voices", key.path("key").asString(), ""));
		assertThat(seen.path("caller-name").asString()).isEqualTo("ci");
		assertThat(seen.path("caller-tenant").asString()).isEqualTo("acme");
		assertThat(seen.propertyNames()).doesNotContain("authorization");
	}

	@ParameterizedTest
	@CsvSource({ "speech, POST, /api/v1/voices, 403", "speech, GET, /api/v1/voices, 200",
			"voices, GET, /api/v1/voices, 200", "voices, POST, /api/v1/clone, 403", "speech, POST, /api/v1/clone, 201",
			"speech, GET, /api/v1/keys, 403", "voices, GET, /api/v1/users, 403", "speech, GET, /api/v1/audit, 403",
			"admin, GET, /api/v1/audit, 200", "admin, GET, /api/v1/users, 200", "admin, POST, /api/v1/clone, 403",
			"speech, GET, /session, 403", "speech, POST, /api/v1/users/me/password, 403" })
	void keyGoesAsFarAsItsScopes(String scope, String method, String path, int status) throws Exception {
		HttpResponse<String> response = call(method, path, create("\"scopes\": [\"%s\"]".formatted(scope)),
				method.equals("GET") ? "" : "{}");
		assertThat(response.statusCode()).isEqualTo(status);
	}

	@Test
	void missingScopeIsNamed() throws Exception {
		JsonNode problem = json(call("DELETE", "/api/v1/voices/x", create("\"scopes\": [\"speech\"]"), ""));
		assertThat(problem.path("type").asString()).isEqualTo("urn:cosymesh:problem:missing-scope");
		assertThat(problem.path("scope").asString()).isEqualTo("voices");
		assertThat(problem.path("detail").asString()).contains("scope voices");
	}

	@Test
	void revokedKeyIsRefusedByTheNextRequest() throws Exception {
		String key = create("\"scopes\": [\"speech\"]");
		assertThat(call("GET", "/api/v1/voices", key, "").statusCode()).isEqualTo(200);
		assertThat(call("DELETE", path(key), Gateway.API_KEY, "").statusCode()).isEqualTo(204);
		HttpResponse<String> refused = call("GET", "/api/v1/voices", key, "");
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(json(refused).path("type").asString()).isEqualTo("urn:cosymesh:problem:unauthenticated");
		assertThat(call("GET", path(key), Gateway.API_KEY, "").statusCode()).isEqualTo(404);
	}

	@Test
	void rotatedKeyHasANewSecret() throws Exception {
		String key = create("\"scopes\": [\"speech\"]");
		assertThat(call("GET", "/api/v1/voices", key, "").statusCode()).isEqualTo(200);
		HttpResponse<String> rotated = call("POST", path(key) + "/rotate", Gateway.API_KEY, "{\"graceSeconds\": 600}");
		assertThat(rotated.statusCode()).isEqualTo(200);
		String fresh = json(rotated).path("key").asString();
		assertThat(call("GET", "/api/v1/voices", key, "").statusCode()).isEqualTo(200);
		assertThat(call("POST", path(key) + "/rotate", Gateway.API_KEY, "").statusCode()).isEqualTo(200);
		assertThat(call("GET", "/api/v1/voices", key, "").statusCode()).isEqualTo(401);
		assertThat(call("GET", "/api/v1/voices", fresh, "").statusCode()).isEqualTo(401);
	}

	@Test
	void tooManyRequestsAreToldWhenToComeBack() throws Exception {
		String key = create("\"scopes\": [\"speech\"], \"requestsPerMinute\": 1");
		assertThat(call("GET", "/api/v1/voices", key, "").statusCode()).isEqualTo(200);
		HttpResponse<String> refused = call("GET", "/api/v1/voices", key, "");
		assertThat(refused.statusCode()).isEqualTo(429);
		assertThat(json(refused).path("type").asString()).isEqualTo("urn:cosymesh:problem:key-rate-limited");
		assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt))
			.hasValueSatisfying((seconds) -> assertThat(seconds).isBetween(1, 60));
	}

	@Test
	void keyOfTheFileIsListedAndLeftAlone() throws Exception {
		JsonNode first = json(call("GET", "/api/v1/keys?limit=1", Gateway.API_KEY, "")).path("keys").path(0);
		assertThat(first.path("id").asString()).isEqualTo("file");
		assertThat(first.path("owner").asString()).isEqualTo("api-key");
		HttpResponse<String> refused = call("DELETE", "/api/v1/keys/file", Gateway.API_KEY, "");
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(json(refused).path("type").asString()).isEqualTo("urn:cosymesh:problem:key-of-file");
	}

	@Test
	void listIsReadPageByPage() throws Exception {
		create("\"scopes\": [\"speech\"], \"tenant\": \"paging\"");
		create("\"scopes\": [\"speech\"], \"tenant\": \"paging\"");
		JsonNode first = json(call("GET", "/api/v1/keys?tenant=paging&limit=1", Gateway.API_KEY, ""));
		assertThat(first.path("keys").size()).isOne();
		JsonNode second = json(call("GET", "/api/v1/keys?tenant=paging&limit=1&after=" + first.path("next").asString(),
				Gateway.API_KEY, ""));
		assertThat(second.path("keys").size()).isOne();
		assertThat(second.path("keys").path(0).path("id").asString())
			.isNotEqualTo(first.path("keys").path(0).path("id").asString());
		assertThat(second.path("next").isNull()).isTrue();
	}

	private String create(String terms) throws Exception {
		HttpResponse<String> created = call("POST", "/api/v1/keys", Gateway.API_KEY,
				"{\"name\": \"test\", \"owner\": \"somebody\", %s}".formatted(terms));
		assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
		return json(created).path("key").asString();
	}

	private static String path(String key) {
		return "/api/v1/keys/" + KeyToken.parse(key).orElseThrow().id();
	}

	private HttpResponse<String> call(String method, String path, String key, String body) throws Exception {
		return Gateway.send(this.client, this.gateway.json(method, path, key, body));
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
