package io.cosymesh.webui.mesh;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import javax.net.ssl.SSLSocket;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;

import static org.assertj.core.api.Assertions.assertThat;

class WholeMeshIT {

	// Nobody listens there, whatever else runs on this machine.
	private static final String NOBODY = "https://localhost:1";

	private static final String BACKEND = "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api";

	private static final String GATEWAY = "spiffe://cosymesh.local/ns/cosymesh/sa/webui-service";

	private static Gateway gateway;

	private static HttpClient client;

	@BeforeAll
	static void start() throws Exception {
		gateway = Gateway.start("--cosymesh.peers.audio-processor.url=" + NOBODY,
				"--cosymesh.peers.inference-engine.url=" + NOBODY, "--cosymesh.peers.identity-ca.url=" + NOBODY);
		client = gateway.browser();
		gateway.backend()
			.says("identity", "{\"service\":\"backend-api\",\"instance\":\"pod-7:9443\",\"serial\":\"abc\"}");
		gateway.backend()
			.says("edges",
					"""
							{"time":"2026-01-01T00:00:00Z","service":"backend-api","instance":"pod-7:9443","windowMillis":60000,
							"edges":[{"source":{"id":"%s","service":"webui-service"},"destination":{"id":"%s","service":"backend-api"},
							"direction":"inbound","secured":{"protocol":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384","group":"X25519MLKEM768"},
							"connections":2,"requests":1234,"requestsPerSecond":20.5,"success":0.5,"p50Millis":1.0,"p95Millis":2.0,
							"p99Millis":3.0,"denied":1,"failures":617,"unanswered":0,"lastSeen":"2026-01-01T00:00:00Z"}]}
							"""
						.formatted(GATEWAY, BACKEND));
		gateway.backend().says("stat", "{\"windowMillis\":60000,\"routes\":[{\"service\":\"backend-api\"}]}");
		gateway.backend().says("history", "{\"series\":[{\"service\":\"backend-api\"}]}");
		gateway.backend()
			.says("denials",
					"""
							{"denials":[{"time":"2026-01-02T00:00:00Z","reason":"new"},{"time":"2026-01-01T00:00:00Z","reason":"old"}]}
							""");
		gateway.backend().says("checks", """
				{"success":true,"categories":[{"name":"identity","checks":[{"description":"the SVID is valid",
				"result":"success","service":"backend-api"}]}]}
				""");
		gateway.backend()
			.says("authz",
					"""
							{"service":"%s","instance":"pod-7:9443","mode":"enforce","generation":3,"rules":[{"name":"mesh","allowed":7,
							"denied":0}],"unmatched":{"denied":2}}
							"""
						.formatted(BACKEND));
		gateway.backend().says("tap", """
				{"id":"5","instance":"pod-7:9443","service":"backend-api","route":"GET /x","status":200}
				""".replace("\n", ""));
	}

	@AfterAll
	static void stop() throws Exception {
		client.close();
		gateway.close();
	}

	@Test
	void everyServiceHasARowAndOneThatIsAwayTellsWhy() throws Exception {
		JsonNode services = get("identities").path("services");
		assertThat(row(services, "webui-service").path("identity").path("id").asString()).isEqualTo(GATEWAY);
		assertThat(row(services, "backend-api").path("instance").asString()).isEqualTo("pod-7:9443");
		assertThat(row(services, "backend-api").path("identity").path("serial").asString()).isEqualTo("abc");
		JsonNode away = row(services, "audio-processor");
		assertThat(away.path("state").asString()).isEqualTo("unreachable");
		assertThat(away.path("error").path("reason").asString()).isEqualTo("unavailable");
		assertThat(away.path("error").path("hint").asString()).contains("cosymesh status");
		assertThat(away.has("identity")).isFalse();
	}

	@Test
	void theCalledSidesWordCounts() throws Exception {
		Gateway.send(client, gateway.withKey("/api/v1/engine"));
		JsonNode edge = edge("webui-service", "backend-api");
		assertThat(edge.path("requests").asLong()).isEqualTo(1234);
		assertThat(edge.path("secured").path("group").asString()).isEqualTo("X25519MLKEM768");
	}

	@Test
	void gatewayTellsOfThoseOutside() throws Exception {
		Gateway.send(client, gateway.withKey("/api/v1/engine"));
		Awaitility.await().untilAsserted(() -> {
			JsonNode edge = edge("outside", "webui-service");
			assertThat(edge.path("source").path("id").isNull()).isTrue();
			assertThat(edge.path("requests").asLong()).isPositive();
			assertThat(get("stat").path("routes").values())
				.anyMatch((row) -> row.path("route").asString("").equals("GET /api/v1/engine")
						&& row.path("direction").asString().equals("inbound"))
				.anyMatch((row) -> row.path("route").asString("").equals("GET /api/v1/engine")
						&& row.path("direction").asString().equals("outbound"))
				.anyMatch((row) -> row.path("service").asString("").equals("backend-api"));
		});
	}

	@Test
	void whatSomebodyWroteIntoAPathIsToldNowhere() throws Exception {
		Gateway.send(client, gateway.withKey("/api/v1/pronunciations/hunter2"));
		assertThat(text("stat") + text("edges")).doesNotContain("hunter2");
	}

	@Test
	void denialsComeNewestFirst() throws Exception {
		assertThat(get("denials").path("denials").values()).extracting((denial) -> denial.path("reason").asString())
			.containsSubsequence("new", "old");
	}

	@Test
	void oneServiceAwayIsAFaultThatChecksName() throws Exception {
		JsonNode checks = get("checks");
		assertThat(checks.path("success").asBoolean()).isFalse();
		assertThat(checks.toString()).contains("audio-processor answers at", "the SVID is valid", "\"backend-api\"");
	}

	@Test
	void policiesAreListedWithTheirCounts() throws Exception {
		JsonNode policy = row(get("authz").path("services"), "backend-api");
		assertThat(policy.path("mode").asString()).isEqualTo("enforce");
		assertThat(policy.path("rules").path(0).path("allowed").asInt()).isEqualTo(7);
		assertThat(policy.path("unmatched").path("denied").asInt()).isEqualTo(2);
	}

	@Test
	void questionsArePassedOnAsTheyWereAsked() throws Exception {
		HttpResponse<String> answer = Gateway.send(client, gateway
			.withKey("/api/v1/mesh/authz/explain?service=backend-api&from=x&method=GET&path=%2Fv1%2F%252e%7Bid%7D"));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(JsonMapper.shared().readTree(answer.body()).path("query").asString())
			.contains("path=%2Fv1%2F%252e%7Bid%7D");
	}

	@ParameterizedTest
	@ValueSource(strings = { "authz/explain?service=nobody&from=x&method=GET&path=/", "tap?service=nobody",
			"tap?status=abc", "tap?maxRate=101" })
	void questionThatIsNoneIsRefusedByItsField(String question) throws Exception {
		HttpResponse<String> answer = Gateway.send(client, gateway.withKey("/api/v1/mesh/" + question));
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(JsonMapper.shared().readTree(answer.body()).path("field").asString()).isNotBlank();
	}

	@Test
	void authoritiesOfACaThatIsAwayAreNotToldForAnythingElse() throws Exception {
		HttpResponse<String> answer = Gateway.send(client, gateway.withKey("/api/v1/mesh/authorities"));
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.body()).contains("peer-unavailable");
	}

	@Test
	void tapsAreMergedAndEndWithTheirWatcher() throws Exception {
		List<String> lines = new CopyOnWriteArrayList<>();
		HttpClient watcher = gateway.browser();
		HttpResponse<Stream<String>> tap = watcher.send(gateway.withKey("/api/v1/mesh/tap?headers=false").build(),
				BodyHandlers.ofLines());
		Thread reading = Thread.ofVirtual().start(() -> {
			try {
				tap.body().forEach(lines::add);
			}
			catch (RuntimeException _) {
				// It ends when the watcher goes.
			}
		});
		Awaitility.await()
			.untilAsserted(() -> assertThat(lines).anyMatch((line) -> line.contains("backend-api/pod-7:9443/5")));
		Gateway.send(client, gateway.withKey("/api/v1/engine?secret=hunter2"));
		Awaitility.await()
			.untilAsserted(() -> assertThat(lines)
				.anyMatch((line) -> line.contains("\"outside\"") && line.contains("GET /api/v1/engine")));
		assertThat(lines).contains("event:unreachable").anyMatch((line) -> line.contains("audio-processor"));
		assertThat(String.join("", lines)).doesNotContain("hunter2", Gateway.API_KEY);
		assertThat(gateway.bean(WholeTap.class).watchers()).isEqualTo(1);
		watcher.shutdownNow();
		reading.join();
		gateway.backend().cancelled().get(20, TimeUnit.SECONDS);
		Awaitility.await().until(() -> gateway.bean(WholeTap.class).watchers() == 0);
	}

	@Test
	void nobodyWithoutTheScopeSeesTheMesh() throws Exception {
		assertThat(Gateway.send(client, gateway.request("/api/v1/mesh/edges")).statusCode()).isEqualTo(401);
		HttpResponse<String> made = Gateway.send(client, gateway.json("POST", "/api/v1/keys", Gateway.API_KEY,
				"{\"name\":\"speaker\",\"scopes\":[\"speech\"]}"));
		String key = JsonMapper.shared().readTree(made.body()).path("key").asString();
		HttpResponse<String> refused = Gateway.send(client, gateway.json("GET", "/api/v1/mesh/edges", key, ""));
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("missing-scope");
	}

	@Test
	void administratorsOfATenantDoNotSeeWhatOthersDo() throws Exception {
		HttpResponse<String> made = Gateway.send(client, gateway.json("POST", "/api/v1/keys", Gateway.API_KEY,
				"{\"name\":\"manager\",\"tenant\":\"acme\",\"owner\":\"ann\",\"scopes\":[\"admin\"]}"));
		String key = JsonMapper.shared().readTree(made.body()).path("key").asString();
		HttpResponse<String> refused = Gateway.send(client, gateway.json("GET", "/api/v1/mesh/tap", key, ""));
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("other-tenant");
	}

	@Test
	void namesThatAreNotTheGatewaysAndOtherSitesAreRefused() throws Exception {
		String here = "localhost:" + gateway.port();
		assertThat(raw(here, "https://" + here)).contains(" 200 ");
		assertThat(raw("evil.example:" + gateway.port(), null)).contains(" 421 ");
		assertThat(raw(here, "https://evil.example")).contains(" 403 ");
		assertThat(raw(here, "http://" + here)).contains(" 403 ");
		assertThat(raw(here, "null")).contains(" 403 ");
		assertThat(raw("evil.example", null, "/api/v1/%6desh/denials")).contains(" 421 ");
	}

	private static String raw(String host, String origin) throws Exception {
		return raw(host, origin, "/api/v1/mesh/denials");
	}

	private static String raw(String host, String origin, String path) throws Exception {
		try (SSLSocket socket = gateway.connect()) {
			OutputStream out = socket.getOutputStream();
			InputStream in = socket.getInputStream();
			String line = (origin != null) ? "Origin: " + origin + "\r\n" : "";
			out.write("GET %s HTTP/1.1\r\nHost: %s\r\n%sAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
				.formatted(path, host, line, Gateway.API_KEY)
				.getBytes(StandardCharsets.US_ASCII));
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().findFirst().orElse("");
		}
	}

	private static JsonNode get(String what) throws Exception {
		JsonNode answer = JsonMapper.shared().readTree(text(what));
		assertThat(Instant.parse(answer.path("time").asString())).isAfter(Instant.EPOCH);
		return answer;
	}

	private static String text(String what) throws Exception {
		HttpResponse<String> answer = Gateway.send(client, gateway.withKey("/api/v1/mesh/" + what));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

	private static JsonNode edge(String source, String destination) throws Exception {
		return StreamSupport.stream(get("edges").path("edges").spliterator(), false)
			.filter((edge) -> edge.path("source").path("service").asString().equals(source))
			.filter((edge) -> edge.path("destination").path("service").asString().equals(destination))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no edge"));
	}

	private static JsonNode row(JsonNode rows, String service) {
		return StreamSupport.stream(rows.spliterator(), false)
			.filter((row) -> row.path("service").asString().equals(service))
			.findFirst()
			.orElseThrow();
	}

}
