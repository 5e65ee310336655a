package io.cosymesh.mesh.member;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class PortsIT {

	private static final TestCa CA = TestCa.create();

	private static final int ANONYMOUS_PORT = Member.freePort();

	private static Member server;

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "echo")
			.rule(0, "callers", "GET /v1/caller,* /actuator/**,* /actuator,* /livez,* /readyz", "caller")
			.with("cosymesh.policy.rules[1].name=public", "cosymesh.policy.rules[1].routes=GET /v1/public",
					"cosymesh.policy.rules[1].anonymous=true",
					"cosymesh.server.anonymous-listener.port=" + ANONYMOUS_PORT)
			.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void readinessShowsTheSvidOnTheManagementPort() throws Exception {
		HttpResponse<String> readiness = management("/actuator/health/readiness");
		assertThat(readiness.statusCode()).isEqualTo(200);
		assertThat(readiness.body()).contains("spiffe://cosymesh.local/ns/cosymesh/sa/echo").contains("expiresAt");
		assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
		assertThat(management("/actuator/prometheus").body()).contains("identity_cert_expiration_timestamp_seconds ",
				"identity_cert_refresh_timestamp_seconds ", "identity_cert_refreshes_total{result=\"ok\"} 1.0",
				"identity_cert_refreshes_total{result=\"error\"} 0.0", "identity_clock_skew_seconds ",
				"identity_trust_bundle_sequence{trust_domain=\"cosymesh.local\"} 1.0");
	}

	@Test
	void actuatorShowsHealthAndMetricsAndNothingElse() throws Exception {
		assertThat(management("/actuator").body()).contains("/actuator/health", "/actuator/prometheus");
		assertThat(JsonMapper.shared().readTree(management("/actuator").body()).get("_links").propertyNames())
			.containsExactlyInAnyOrder("self", "health", "health-path", "prometheus");
		for (String endpoint : List.of("env", "heapdump", "threaddump", "loggers", "configprops", "beans", "mappings",
				"conditions", "info", "metrics", "scheduledtasks", "httpexchanges", "startup", "sbom", "logfile")) {
			assertThat(management("/actuator/" + endpoint).statusCode()).as(endpoint).isEqualTo(404);
		}
		assertThat(management("POST", "/actuator/shutdown").statusCode()).isEqualTo(404);
		assertThat(management("POST", "/actuator/loggers/root").statusCode()).isEqualTo(404);
	}

	@Test
	void managementPortHasNoneOfTheRoutes() throws Exception {
		assertThat(management("/v1/caller").statusCode()).isEqualTo(404);
		assertThat(management("/v1/public").statusCode()).isEqualTo(404);
	}

	@Test
	void healthTellsStrangersNothingButReadiness() throws Exception {
		assertThat(management("/actuator/health").body()).doesNotContain("components", "details", "diskSpace", "path");
		assertThat(management("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
		assertThat(management("/actuator/health/diskSpace").statusCode()).isEqualTo(404);
		assertThat(management("/actuator/health/readiness").body()).contains("\"policy\"", "\"generation\":1")
			.doesNotContain("diskSpace", "\"ssl\"", "rules");
	}

	@Test
	void mainPortHasNoActuatorEvenForThoseWhoMayAsk() throws Exception {
		Attacker caller = Attacker.with(CA.svid("caller"));
		for (String path : List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/env",
				"/actuator/heapdump", "/livez", "/readyz")) {
			assertThat(caller.get(server.port(), path)).as(path).contains("404");
		}
	}

	@Test
	void anonymousPortServesAnonymousRoutesToAnybody() throws Exception {
		assertThat(Attacker.withoutCertificate().get(ANONYMOUS_PORT, "/v1/public")).contains("200");
	}

	@Test
	void anonymousPortServesNothingElseNotEvenToMembers() throws Exception {
		assertThat(Attacker.withoutCertificate().get(ANONYMOUS_PORT, "/v1/caller")).contains("403");
		assertThat(Attacker.with(CA.svid("caller")).get(ANONYMOUS_PORT, "/v1/caller")).contains("403");
		assertThat(Attacker.withoutCertificate().get(ANONYMOUS_PORT, "/actuator/health")).contains("403");
	}

	@Test
	void mainPortDoesNotServeAnonymousRoutesToMembers() throws IOException {
		assertThat(Attacker.with(CA.svid("caller")).get(server.port(), "/v1/public")).contains("403");
	}

	@Test
	void anonymousRuleWithoutListenerFailsToStart() {
		assertThatException()
			.isThrownBy(() -> Member.of(CA, "echo")
				.with("cosymesh.policy.rules[0].name=public", "cosymesh.policy.rules[0].routes=GET /v1/public",
						"cosymesh.policy.rules[0].anonymous=true")
				.start())
			.havingRootCause()
			.isInstanceOf(MeshConfigurationException.class)
			.withMessageContaining("'public'");
	}

	@Test
	void serverThatTakesCallersWithoutCertificateFailsToStart() {
		assertThatException().isThrownBy(() -> Member.of(CA, "echo").clientAuth("want").start())
			.havingRootCause()
			.isInstanceOf(MeshConfigurationException.class)
			.withMessageContaining("server.ssl");
	}

	private static HttpResponse<String> management(String path) throws Exception {
		return management("GET", path);
	}

	private static HttpResponse<String> management(String method, String path) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + path);
			return client.send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
					HttpResponse.BodyHandlers.ofString());
		}
	}

}
