package io.cosymesh.webui.access.oidc;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * People and tokens of a Spring Authorization Server.
 */
class OidcIT {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

	@TempDir
	private static Path directory;

	private static TestIssuer issuer;

	private static Gateway gateway;

	@BeforeAll
	static void start() throws Exception {
		issuer = new TestIssuer(directory);
		Path secret = Files.writeString(directory.resolve("secret"), "gateway-secret\n");
		gateway = Gateway.start("--cosymesh.access.oidc.issuer=" + issuer.url(),
				"--cosymesh.access.oidc.name=the company", "--cosymesh.access.oidc.client-id=gateway",
				"--cosymesh.access.oidc.client-secret-file=" + secret, "--cosymesh.access.oidc.claims.tenant=org",
				"--cosymesh.access.oidc.audience=cosymesh-api");
		HttpResponse<String> before = get(gateway.withoutCookies(), gateway.uri("/oauth2/authorization/oidc"));
		assertThat(before.statusCode()).isEqualTo(503);
		assertThat(before.body()).contains("issuer-unavailable");
		issuer.start("https://localhost:%d/login/oauth2/code/oidc".formatted(gateway.port()));
	}

	@AfterAll
	static void stop() throws Exception {
		gateway.close();
		issuer.close();
	}

	@Test
	void signInPageKnowsTheWay() throws Exception {
		assertThat(get(gateway.withoutCookies(), gateway.uri("/signin/options")).body())
			.isEqualTo("{\"elsewhere\":[{\"name\":\"the company\",\"path\":\"/oauth2/authorization/oidc\"}]}");
	}

	@Test
	void personOfTheIssuerSignsInWithTheirRole() throws Exception {
		HttpClient browser = signIn("ada");
		JsonNode session = json(get(browser, gateway.uri("/session")));
		assertThat(session.path("user").asString()).isEqualTo("oidc:ada");
		assertThat(session.path("tenant").asString()).isEqualTo("acme");
		assertThat(session.path("scopes").size()).isEqualTo(3);
		JsonNode seen = json(get(browser, gateway.uri("/api/v1/voices")));
		assertThat(seen.path("caller-name").asString()).isEqualTo("oidc:ada");
		assertThat(
				Gateway
					.send(browser,
							gateway.fromPage(browser, "POST", "/api/v1/users/me/password",
									"{\"oldPassword\": \"a\", \"newPassword\": \"four quite small words\"}"))
					.statusCode())
			.isEqualTo(409);
	}

	@Test
	void memberIsNoAdministrator() throws Exception {
		assertThat(get(signIn("bob"), gateway.uri("/api/v1/users")).statusCode()).isEqualTo(403);
	}

	@Test
	void whoHasNoRoleHereStaysOut() throws Exception {
		HttpClient browser = browser();
		HttpResponse<String> answer = arrive(browser, "eve");
		assertThat(answer.headers().firstValue("Location")).hasValue("/signin?oidc=norole");
		assertThat(get(browser, gateway.uri("/api/v1/voices")).statusCode()).isEqualTo(401);
	}

	@Test
	void requestCarriesProofKeyStateAndNonce() throws Exception {
		HttpResponse<String> begin = get(gateway.withoutCookies(), gateway.uri("/oauth2/authorization/oidc"));
		assertThat(begin.statusCode()).isEqualTo(302);
		assertThat(begin.headers().firstValue("Location").orElseThrow()).startsWith(issuer.url() + "/oauth2/authorize?")
			.contains("response_type=code", "state=", "nonce=", "code_challenge=", "code_challenge_method=S256")
			.doesNotContain("gateway-secret");
		assertThat(begin.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("__Host-cosymesh-signin=")
			.contains("Secure", "HTTPOnly", "SameSite=Lax", "Path=/");
	}

	@Test
	void answerToSomebodyElsesSignInIsRefused() throws Exception {
		HttpClient attacker = browser();
		URI planted = answerOf(attacker, "ada");
		HttpClient victim = browser();
		assertThat(get(victim, planted).headers().firstValue("Location")).hasValue("/signin?oidc=failed");
		get(victim, gateway.uri("/oauth2/authorization/oidc"));
		assertThat(get(victim, planted).headers().firstValue("Location")).hasValue("/signin?oidc=failed");
		assertThat(get(victim, gateway.uri("/api/v1/voices")).statusCode()).isEqualTo(401);
	}

	@Test
	void answerIsTakenOnce() throws Exception {
		HttpClient browser = browser();
		URI answer = answerOf(browser, "bob");
		assertThat(get(browser, answer).headers().firstValue("Location")).hasValue("/");
		assertThat(get(browser, answer).headers().firstValue("Location")).hasValue("/signin?oidc=failed");
	}

	@Test
	void tokenForThisApiIsTaken() throws Exception {
		HttpResponse<String> response = withToken(token("robot"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).path("caller-name").asString()).isEqualTo("oidc:robot");
		assertThat(json(response).path("caller-tenant").asString()).isEqualTo("acme");
	}

	@Test
	void tokenForAnotherApiIsRefused() throws Exception {
		assertThat(withToken(token("stranger")).statusCode()).isEqualTo(401);
	}

	@Test
	void tokenThatWasChangedIsRefused() throws Exception {
		String[] parts = token("robot").split("\\.");
		String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
		String changed = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(claims.replace("cosymesh-member", "cosymesh-admin").getBytes(StandardCharsets.UTF_8));
		assertThat(withToken(parts[0] + "." + changed + "." + parts[2]).statusCode()).isEqualTo(401);
		String unsigned = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
		assertThat(withToken(unsigned + "." + parts[1] + ".").statusCode()).isEqualTo(401);
		assertThat(withToken("a.b.c").statusCode()).isEqualTo(401);
	}

	@Test
	void keyOfTheFileWorksBesideTheIssuer() throws Exception {
		assertThat(withToken(Gateway.API_KEY).statusCode()).isEqualTo(200);
	}

	@Test
	void signInElsewhereIsRemembered() throws Exception {
		signIn("ada");
		await().untilAsserted(() -> assertThat(
				Gateway.send(gateway.withoutCookies(), gateway.json("GET", "/api/v1/audit", Gateway.API_KEY, ""))
					.body())
			.contains("\"actor\":\"oidc:ada\",\"proof\":\"oidc\",\"action\":\"signed-in\""));
	}

	private static HttpClient signIn(String name) throws Exception {
		HttpClient browser = browser();
		HttpResponse<String> answer = arrive(browser, name);
		assertThat(answer.headers().firstValue("Location")).as(answer.body()).hasValue("/");
		return browser;
	}

	private static HttpResponse<String> arrive(HttpClient browser, String name) throws Exception {
		return get(browser, answerOf(browser, name));
	}

	/** Walks from the gateway to the issuer and through its form, up to the way back. */
	private static URI answerOf(HttpClient browser, String name) throws Exception {
		URI authorize = location(get(browser, gateway.uri("/oauth2/authorization/oidc")));
		URI form = location(send(browser, HttpRequest.newBuilder(authorize).header("Accept", "text/html")));
		Matcher csrf = CSRF.matcher(get(browser, form).body());
		assertThat(csrf.find()).isTrue();
		URI back = location(send(browser,
				HttpRequest.newBuilder(form)
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString("username=%s&password=%s-password&_csrf=%s".formatted(name, name,
							URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8))))));
		return location(send(browser, HttpRequest.newBuilder(back).header("Accept", "text/html")));
	}

	private static URI location(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
		return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
	}

	private static String token(String client) throws Exception {
		String basic = Base64.getEncoder()
			.encodeToString("%s:%s-secret".formatted(client, client).getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> response = send(HttpClient.newHttpClient(),
				HttpRequest.newBuilder(URI.create(issuer.url() + "/oauth2/token"))
					.header("Authorization", "Basic " + basic)
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(BodyPublishers.ofString("grant_type=client_credentials")));
		return json(response).path("access_token").asString();
	}

	private static HttpResponse<String> withToken(String token) throws Exception {
		return Gateway.send(gateway.withoutCookies(), gateway.json("GET", "/api/v1/voices", token, ""));
	}

	private static HttpClient browser() throws Exception {
		return HttpClient.newBuilder().sslContext(gateway.trust()).cookieHandler(new CookieManager()).build();
	}

	private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
		return send(client, HttpRequest.newBuilder(uri));
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws Exception {
		return client.send(request.build(), BodyHandlers.ofString());
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
