package io.cosymesh.webui.access;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class AccessIT {

	private final Gateway gateway;

	private final HttpClient client;

	AccessIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.client = gateway.browser();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/voices", "/api/v1/mesh-status", "/api/nowhere", "/session" })
	void strangerIsToldToBringAKey(String path) throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.request(path));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"cosymesh\"");
		assertThat(json(response).path("type").asString()).isEqualTo("urn:cosymesh:problem:unauthenticated");
		assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void strangersPostIsToldToBringAKeyToo() throws Exception {
		assertThat(post("/api/v1/clone", null).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer wrong", "Bearer", "Bearer ", "Basic YWRtaW46YWRtaW4=",
			"Bearer " + Gateway.API_KEY + "x" })
	void wrongKeyIsRefused(String authorization) throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.request("/api/v1/voices").header("Authorization", authorization));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).doesNotContain("wrong\"");
	}

	@Test
	void rightKeyIsLetThroughWithoutASession() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.withKey("/api/v1/voices"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void rightKeyNeedsNoCsrfToken() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey("/api/v1/clone").POST(BodyPublishers.ofString("x")));
		assertThat(response.statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/voices", "/jobs" })
	void strangerWithABrowserIsShownTheSignInPage(String path) throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.request(path).header("Accept", "text/html,application/xhtml+xml"));
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location")).hasValue("/signin");
	}

	@Test
	void wrongPasswordIsRefusedWithoutASession() throws Exception {
		HttpResponse<String> response = this.gateway.signIn(this.gateway.clientAt("127.0.0.3"), "admin", "wrong");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void signInSetsACookieThatScriptsAndOtherSitesCanNotUse() throws Exception {
		HttpResponse<String> response = this.gateway.signIn(this.gateway.withoutCookies(), "admin", Gateway.PASSWORD);
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Host-cosymesh-session=")
			.contains("Path=/", "Secure", "HTTPOnly", "SameSite=Lax");
	}

	@Test
	void signInTakesJsonOnly() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.request("/session")
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString("username=admin&password=" + Gateway.PASSWORD)));
		assertThat(response.statusCode()).isEqualTo(415);
	}

	@Test
	void personMayReadAndWithTheTokenChange() throws Exception {
		this.gateway.signIn(this.client, "admin", Gateway.PASSWORD);
		assertThat(Gateway.send(this.client, this.gateway.request("/api/v1/voices")).statusCode()).isEqualTo(200);
		JsonNode session = json(Gateway.send(this.client, this.gateway.request("/session")));
		assertThat(session.path("user").asString()).isEqualTo("admin");
		assertThat(post("/api/v1/clone", session.path("csrf").path("token").asString()).statusCode()).isEqualTo(201);
	}

	@Test
	void changeWithoutTheTokenIsRefused() throws Exception {
		this.gateway.signIn(this.client, "admin", Gateway.PASSWORD);
		HttpResponse<String> without = post("/api/v1/clone", null);
		assertThat(without.statusCode()).isEqualTo(403);
		assertThat(json(without).path("type").asString()).isEqualTo("urn:cosymesh:problem:forged-request");
		assertThat(post("/api/v1/clone", "a-wrong-token").statusCode()).isEqualTo(403);
	}

	@Test
	void signOutEndsTheSession() throws Exception {
		this.gateway.signIn(this.client, "admin", Gateway.PASSWORD);
		JsonNode csrf = json(Gateway.send(this.client, this.gateway.request("/session"))).path("csrf");
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.request("/session")
					.header(csrf.path("header").asString(), csrf.path("token").asString())
					.DELETE());
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(Gateway.send(this.client, this.gateway.request("/api/v1/voices")).statusCode()).isEqualTo(401);
	}

	@Test
	void signInChangesTheSessionId() throws Exception {
		HttpClient planted = this.gateway.withoutCookies();
		String first = cookieOf(this.gateway.signIn(planted, "admin", Gateway.PASSWORD));
		HttpResponse<String> again = Gateway.send(planted,
				this.gateway.signInRequest("admin", Gateway.PASSWORD).header("Cookie", first));
		assertThat(cookieOf(again)).isNotEqualTo(first);
		assertThat(Gateway.send(planted, this.gateway.request("/api/v1/voices").header("Cookie", first)).statusCode())
			.isEqualTo(401);
	}

	@Test
	void guessingIsSlowedDownForTheGuesserAlone() throws Exception {
		HttpClient guesser = this.gateway.clientAt("127.0.0.2");
		for (int attempt = 0; attempt < 5; attempt++) {
			assertThat(this.gateway.signIn(guesser, "admin", "guess" + attempt).statusCode()).isEqualTo(401);
		}
		HttpResponse<String> sixth = this.gateway.signIn(guesser, "admin", Gateway.PASSWORD);
		assertThat(sixth.statusCode()).isEqualTo(429);
		assertThat(sixth.headers().firstValue("Retry-After").map(Integer::parseInt))
			.hasValueSatisfying((seconds) -> assertThat(seconds).isBetween(1, 5));
		assertThat(this.gateway.signIn(this.client, "admin", Gateway.PASSWORD).statusCode()).isEqualTo(204);
	}

	private HttpResponse<String> post(String path, String token) throws Exception {
		var request = this.gateway.request(path).POST(BodyPublishers.ofString("x"));
		return Gateway.send(this.client, (token != null) ? request.header("X-CSRF-TOKEN", token) : request);
	}

	private static String cookieOf(HttpResponse<String> response) {
		return response.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
