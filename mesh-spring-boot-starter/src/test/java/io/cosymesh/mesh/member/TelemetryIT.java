package io.cosymesh.mesh.member;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TelemetryIT {

	private static final TestCa CA = TestCa.create();

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String ID = "spiffe://cosymesh.local/ns/cosymesh/sa/";

	private static Member server;

	private static Member caller;

	private static Member operator;

	private static Echo echo;

	@BeforeAll
	static void start() {
		server = Member.of(CA, "echo")
			.rule(0, "callers", "GET /v1/caller", "caller")
			.rule(1, "slow", "GET /v1/never", "caller")
			.rule(2, "failing", "GET /v1/things/{id}", "caller")
			.rule(3, "others", "GET /v1/denied", "somebody-else")
			.rule(4, "mesh", "GET /mesh/**", "operator")
			.with("cosymesh.telemetry.tap.watchers=2")
			.start();
		caller = Member.of(CA, "caller")
			.application(CallerApplication.class)
			.rule(0, "mesh", "GET /mesh/**", "operator")
			.peer("echo", server.url())
			.start();
		operator = Member.of(CA, "operator").peer("echo", server.url()).peer("caller", caller.url()).start();
		echo = caller.bean(Echo.class);
	}

	@AfterAll
	static void stop() {
		operator.close();
		caller.close();
		server.close();
	}

	@Test
	void bothEndsOfAnEdgeTellWhoIsThereAndHowItFares() {
		IntStream.range(0, 5).forEach((_) -> echo.caller().block(SOON));
		await().untilAsserted(() -> {
			JsonNode edge = edge("echo", "inbound");
			assertThat(edge.path("source").path("id").asString()).isEqualTo(ID + "caller");
			assertThat(edge.path("destination").path("service").asString()).isEqualTo("echo");
			assertThat(edge.path("requests").asInt()).isGreaterThanOrEqualTo(5);
			assertThat(edge.path("requestsPerSecond").asDouble()).isPositive();
			assertThat(edge.path("p50Millis").asDouble()).isPositive();
			assertThat(edge.path("connections").asInt()).isPositive();
			assertThat(edge("caller", "outbound").path("destination").path("id").asString()).isEqualTo(ID + "echo");
			assertThat(edge("caller", "outbound").path("requests").asInt()).isGreaterThanOrEqualTo(5);
		});
	}

	@Test
	void edgeTellsWhatItsConnectionsAgreedOn() {
		echo.caller().block(SOON);
		JsonNode secured = edge("caller", "outbound").path("secured");
		assertThat(secured.path("protocol").asString()).isEqualTo("TLSv1.3");
		assertThat(secured.path("cipher").asString()).startsWith("TLS_");
		boolean tells = System.getProperty("cosymesh.test.engine").equals("BoringSSL");
		assertThat(secured.path("group").asString()).isEqualTo(tells ? "X25519MLKEM768" : "unknown");
	}

	@Test
	void routeIsToldByItsTemplateAndItsRule() {
		assertThatThrownBy(() -> echo.thing("17").block(SOON)).hasMessageContaining("500");
		await().untilAsserted(() -> {
			JsonNode inbound = route("echo", "inbound", "GET /v1/things/{id}");
			assertThat(inbound.path("rule").asString()).isEqualTo("failing");
			assertThat(inbound.path("failures").asInt()).isPositive();
			assertThat(inbound.path("success").asDouble()).isLessThan(1.0);
			JsonNode outbound = route("caller", "outbound", "GET /v1/things/{id}");
			assertThat(outbound.path("failures").asInt()).isPositive();
			assertThat(outbound.has("retries")).isTrue();
		});
	}

	@Test
	void requestWhoseCallerWentAwayIsCountedAndNoFailure() {
		Disposable call = echo.never().subscribe();
		await().until(() -> edge("caller", "outbound").path("connections").asInt() > 0);
		call.dispose();
		await().untilAsserted(() -> {
			assertThat(route("caller", "outbound", "GET /v1/never").path("requests").asInt()).isPositive();
			assertThat(route("caller", "outbound", "GET /v1/never").path("failures").asInt()).isZero();
		});
	}

	@Test
	void requestThatNoRuleAllowsIsRememberedWithItsReason() {
		assertThatThrownBy(() -> echo.denied().block(SOON)).hasMessageContaining("403");
		JsonNode denial = denials().stream()
			.filter((one) -> one.path("path").asString("").equals("/v1/denied"))
			.findFirst()
			.orElseThrow();
		assertThat(denial.path("source").path("id").asString()).isEqualTo(ID + "caller");
		assertThat(denial.path("rule").asString()).isEqualTo("others");
		assertThat(denial.path("reason").asString()).isEqualTo("caller-not-allowed");
		assertThat(denial.path("stage").asString()).isEqualTo("request");
	}

	@Test
	void refusedHandshakeIsRememberedWithWhoItClaimedToBe() {
		assertThatThrownBy(() -> Attacker.with(CA.svid("stranger")).get(server.port(), "/v1/caller"))
			.isInstanceOf(IOException.class);
		assertThatThrownBy(() -> Attacker.withoutCertificate().get(server.port(), "/v1/caller"))
			.isInstanceOf(IOException.class);
		await().untilAsserted(() -> {
			assertThat(denials()).anySatisfy((denial) -> {
				assertThat(denial.path("stage").asString()).isEqualTo("handshake");
				assertThat(denial.path("source").path("id").asString("")).isEqualTo(ID + "stranger");
				assertThat(denial.path("reason").asString()).isEqualTo("not-allowed");
			});
			assertThat(denials()).anySatisfy((denial) -> {
				assertThat(denial.path("reason").asString()).isEqualTo("no-certificate");
				assertThat(denial.path("remoteAddress").asString()).startsWith("127.0.0.1:");
			});
		});
	}

	@Test
	void ruleTellsHowOftenItAllowedAndDenied() {
		long before = rule("callers").path("allowed").asLong();
		echo.caller().block(SOON);
		assertThatThrownBy(() -> echo.denied().block(SOON)).hasMessageContaining("403");
		assertThat(rule("callers").path("allowed").asLong()).isEqualTo(before + 1);
		assertThat(rule("others").path("denied").asLong()).isPositive();
	}

	@Test
	void serviceTellsWhoItIsAndNoKey() {
		String text = text("echo", "/mesh/identity");
		JsonNode identity = JsonMapper.shared().readTree(text);
		assertThat(identity.path("id").asString()).isEqualTo(ID + "echo");
		assertThat(Instant.parse(identity.path("expiresAt").asString())).isAfter(Instant.now());
		assertThat(identity.path("authorities").path(0).path("fingerprint").asString()).hasSize(64);
		assertThat(identity.path("tls").path("protocols").path(0).asString()).isEqualTo("TLSv1.3");
		assertThat(identity.path("certificates").asString()).startsWith("-----BEGIN CERTIFICATE-----");
		assertThat(text).doesNotContain("PRIVATE");
	}

	@Test
	void everythingIsWellWithAServiceThatRuns() {
		JsonNode checks = ask("caller", "/mesh/checks");
		assertThat(checks.path("success").asBoolean()).as(checks.toString()).isTrue();
		assertThat(checks.path("categories").values()).extracting((category) -> category.path("name").asString())
			.contains("identity", "trust-anchors", "clock", "data-plane", "readiness");
	}

	@Test
	void metricsHaveTheNamesThatMeshesHaveForThem() throws Exception {
		echo.caller().block(SOON);
		String edge = "authz_name=\"callers\",client_id=\"%scaller\"".formatted(ID);
		await().untilAsserted(() -> {
			String metrics = Management.get(server, "/actuator/prometheus");
			assertThat(metrics).contains("request_total{" + edge)
				.containsPattern("response_total\\{[^}]*classification=\"success\"[^}]*status_code=\"200\"")
				.contains("response_latency_ms_bucket{" + edge)
				.contains("le=\"50000.0\"");
		});
	}

	@Test
	void tapTellsARequestAndNothingThatItSays() {
		List<String> events = new CopyOnWriteArrayList<>();
		Disposable watching = tap("/mesh/tap?headers=true&route=GET%20/v1/caller&source=caller", events);
		try {
			await().until(() -> !events.isEmpty());
			WebRequests.get(caller, "echo", "/v1/caller?secret=hunter2", "authorization", "Bearer hunter3");
			await().until(() -> String.join("", events).contains("event:request"));
		}
		finally {
			watching.dispose();
		}
		String told = String.join("", events);
		JsonNode event = JsonMapper.shared().readTree(told.substring(told.indexOf("{"), told.lastIndexOf('}') + 1));
		assertThat(event.path("path").asString()).isEqualTo("/v1/caller");
		assertThat(event.path("source").path("id").asString()).isEqualTo(ID + "caller");
		assertThat(event.path("destination").path("id").asString()).isEqualTo(ID + "echo");
		assertThat(event.path("status").asInt()).isEqualTo(200);
		assertThat(event.path("protocol").asString()).isEqualTo("h2");
		assertThat(event.path("outcome").asString()).isEqualTo("allowed");
		assertThat(event.path("responseBytes").asInt()).isPositive();
		assertThat(event.path("requestHeaders").path("accept").asString()).isNotBlank();
		assertThat(told).doesNotContain("hunter2", "hunter3");
	}

	@Test
	void oneWatcherTooManyIsTurnedAway() {
		List<String> events = new CopyOnWriteArrayList<>();
		List<Disposable> watching = List.of(tap("/mesh/tap?path=/none", events), tap("/mesh/tap?path=/none", events));
		try {
			await().until(() -> events.size() >= 2);
			assertThat(text("echo", "/mesh/tap")).contains("too-many-watchers");
		}
		finally {
			watching.forEach(Disposable::dispose);
		}
		await().untilAsserted(() -> {
			Disposable next = tap("/mesh/tap?path=/again", events);
			try {
				assertThat(events).isNotEmpty();
			}
			finally {
				next.dispose();
			}
		});
	}

	@Test
	void nobodyElseIsTold() throws IOException {
		assertThat(Attacker.with(CA.svid("caller")).get(server.port(), "/mesh/edges")).contains("403");
		assertThat(Attacker.with(CA.svid("caller")).get(server.port(), "/mesh/tap")).contains("403");
	}

	private static Disposable tap(String path, List<String> events) {
		return operator.bean(PeerClients.class)
			.httpClient("echo")
			.get()
			.uri(path)
			.responseContent()
			.asString()
			.subscribe(events::add);
	}

	private static List<JsonNode> denials() {
		return StreamSupport.stream(ask("echo", "/mesh/denials").path("denials").spliterator(), false).toList();
	}

	private static JsonNode rule(String name) {
		return find(ask("echo", "/mesh/authz").path("rules"), "name", name);
	}

	private static JsonNode edge(String service, String direction) {
		return StreamSupport.stream(ask(service, "/mesh/edges").path("edges").spliterator(), false)
			.filter((edge) -> edge.path("direction").asString().equals(direction))
			.filter((edge) -> edge.path("source").path("service").asString().equals("caller"))
			.findFirst()
			.orElseThrow();
	}

	private static JsonNode route(String service, String direction, String route) {
		return StreamSupport.stream(ask(service, "/mesh/stat").path("routes").spliterator(), false)
			.filter((row) -> row.path("direction").asString().equals(direction))
			.filter((row) -> row.path("route").asString().equals(route))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no row for " + route));
	}

	private static JsonNode find(JsonNode rows, String field, String value) {
		return StreamSupport.stream(rows.spliterator(), false)
			.filter((row) -> row.path(field).asString().equals(value))
			.findFirst()
			.orElseThrow();
	}

	private static JsonNode ask(String service, String path) {
		return JsonMapper.shared().readTree(text(service, path));
	}

	private static String text(String service, String path) {
		return WebRequests.get(operator, service, path);
	}

	private static final class WebRequests {

		static String get(Member from, String peer, String path, String... header) {
			return from.bean(PeerClients.class).webClient(peer).get().uri(path).headers((headers) -> {
				if (header.length == 2) {
					headers.set(header[0], header[1]);
				}
			}).exchangeToMono((response) -> response.bodyToMono(String.class)).block(SOON);
		}

	}

}
