package io.cosymesh.mesh.member;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MeshAuthzIT {

	private static final TestCa CA = TestCa.create();

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String POLICY = """
			mode: enforce
			rules:
			- { name: callers, routes: [GET /v1/caller], allow: [caller] }
			- { name: partners, routes: [GET /v1/caller], allow: ["spiffe://partner.example/x"] }
			- { name: mesh, routes: ["GET /mesh/**"], allow: [operator] }
			""";

	@TempDir
	private static Path directory;

	private static Path policy;

	private static Member server;

	private static Member operator;

	@BeforeAll
	static void start() throws IOException {
		policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
		server = Member.of(CA, "echo")
			.with("cosymesh.policy.file=" + policy, "cosymesh.policy.reload-interval=50ms")
			.start();
		operator = Member.of(CA, "operator").peer("echo", server.url()).start();
	}

	@AfterAll
	static void stop() {
		operator.close();
		server.close();
	}

	@Test
	void policyInForceIsListed() {
		JsonNode answer = ask("/mesh/authz").json();
		assertThat(answer.path("service").asString()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/echo");
		assertThat(answer.path("mode").asString()).isEqualTo("enforce");
		assertThat(answer.path("rules").values()).extracting((rule) -> rule.path("name").asString())
			.containsExactly("callers", "partners", "mesh");
		assertThat(answer.path("rules").path(0).path("routes").path(0).asString()).isEqualTo("GET /v1/caller");
		assertThat(answer.path("rules").path(0).path("callers").path(0).asString())
			.isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/caller");
	}

	@Test
	void whoeverNoRuleAllowsThisReadsNoPolicy() throws IOException {
		assertThat(Attacker.with(CA.svid("caller")).get(server.port(), "/mesh/authz")).contains("403");
	}

	@ParameterizedTest
	@CsvSource(
			textBlock = """
					caller, GET, /v1/caller, passes, allowed, callers, , true
					operator, GET, /v1/caller, passes, denied, callers, caller-not-allowed, false
					caller, GET, /nowhere, passes, denied, -, no-rule, false
					caller, POST, /v1/caller, passes, denied, -, no-rule, false
					caller, GET, //v1/caller, passes, denied, -, path-not-normal, false
					caller, GET, /v1/%63aller, passes, denied, -, path-not-normal, false
					stranger, GET, /v1/caller, not-admitted, denied, callers, caller-not-allowed, false
					spiffe://cosymesh.local/ns/other/sa/caller, GET, /v1/caller, not-admitted, denied, callers, caller-not-allowed, false
					spiffe://partner.example/x, GET, /v1/caller, unknown-trust-domain, allowed, partners, , false
					""")
	void requestIsExplained(String from, String method, String path, String handshake, String outcome, String rule,
			String reason, boolean letsThrough) {
		JsonNode verdict = explain(from, method, path).json().path("inForce");
		assertThat(verdict.path("handshake").asString()).isEqualTo(handshake);
		assertThat(verdict.path("outcome").asString()).isEqualTo(outcome);
		assertThat(verdict.path("rule").asString()).isEqualTo(rule);
		assertThat(verdict.path("reason").asString(null)).isEqualTo(reason);
		assertThat(verdict.path("letsThrough").asBoolean()).isEqualTo(letsThrough);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/caller", "/v1/denied", "/nowhere", "/v1/caller/", "/V1/caller", "/v1/caller;x=y" })
	void explanationIsWhatBecomesOfTheRequest(String path) throws IOException {
		String status = Attacker.with(CA.svid("caller")).get(server.port(), path);
		boolean letThrough = explain("caller", "GET", path).json().path("inForce").path("letsThrough").asBoolean();
		assertThat(letThrough).as(status).isEqualTo(status.contains("200"));
	}

	@Test
	void rulesThatHaveTheRouteAreNamedWithWhomTheyAllow() {
		JsonNode rules = explain("caller", "GET", "/v1/caller").json().path("rules");
		assertThat(rules.values()).extracting((rule) -> rule.path("name").asString())
			.containsExactly("callers", "partners");
		assertThat(rules.values()).extracting((rule) -> rule.path("admits").asBoolean()).containsExactly(true, false);
	}

	@Test
	void anAuditWouldLetOwnWorkloadsThroughAndNoOthers() {
		JsonNode own = explain("stranger", "GET", "/nowhere").json().path("audited");
		assertThat(own.path("outcome").asString()).isEqualTo("would-deny");
		assertThat(own.path("letsThrough").asBoolean()).isTrue();
		assertThat(explain("caller", "GET", "//nowhere").json().path("audited").path("letsThrough").asBoolean())
			.isFalse();
		assertThat(explain("spiffe://partner.example/x", "GET", "/nowhere").json()
			.path("audited")
			.path("letsThrough")
			.asBoolean()).isFalse();
	}

	@Test
	void answersComeFromThePolicyInForceAndNoCopy() throws IOException {
		assertThat(explain("caller", "GET", "/v1/caller").json().path("inForce").path("letsThrough").asBoolean())
			.isTrue();
		Files.writeString(policy, POLICY.replace("allow: [caller]", "allow: [somebody]"));
		awaitLetThrough(false);
		Files.writeString(policy, POLICY);
		awaitLetThrough(true);
		assertThat(ask("/mesh/authz").json().path("generation").asInt()).isEqualTo(3);
	}

	private static void awaitLetThrough(boolean expected) {
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(
					explain("caller", "GET", "/v1/caller").json().path("inForce").path("letsThrough").asBoolean())
				.isEqualTo(expected));
	}

	@ParameterizedTest
	@CsvSource({ "Not A Name, GET, /, from", "caller, get it, /, method", "caller, GET, relative, path" })
	void questionThatIsNoneIsRefusedByItsField(String from, String method, String path, String field) {
		Answer answer = explain(from, method, path);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("field").asString()).isEqualTo(field);
	}

	private static Answer explain(String from, String method, String path) {
		return ask("/mesh/authz/explain?from=%s&method=%s&path=%s".formatted(encoded(from), encoded(method),
				encoded(path)));
	}

	private static Answer ask(String path) {
		return operator.bean(PeerClients.class)
			.httpClient("echo")
			.get()
			.uri(path)
			.responseSingle((response, body) -> body.asString()
				.defaultIfEmpty("")
				.map((text) -> new Answer(response.status().code(), text)))
			.switchIfEmpty(Mono.error(new AssertionError("no answer")))
			.block(SOON);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private record Answer(int status, String text) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.text);
		}

	}

}
