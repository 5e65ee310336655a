package io.cosymesh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each service of the running stack tells about itself, where, and to whom.
 */
@Order(4)
@ExtendWith(StackExtension.class)
class ActuatorIT {

	private static final List<String> ABSENT = List.of("auditevents", "beans", "caches", "conditions", "configprops",
			"env", "flyway", "gateway", "gateway/routes", "heapdump", "httpexchanges", "info", "logfile", "loggers",
			"mappings", "metrics", "refresh", "restart", "sbom", "scheduledtasks", "sessions", "shutdown", "startup",
			"threaddump");

	private final Cosymesh stack;

	ActuatorIT(Cosymesh stack) {
		this.stack = stack;
	}

	@ParameterizedTest
	@ValueSource(ints = { 9540, 9543, 9544, 9545 })
	void managementPortListsHealthAndPrometheusAlone(int port) throws Exception {
		JsonNode links = JsonMapper.shared().readTree(get(port, "/actuator").body()).get("_links");
		assertThat(links.propertyNames()).isSubsetOf("self", "health", "health-path", "prometheus")
			.contains("health", "prometheus");
	}

	@Test
	void managementPortOfTheGatewayListsNothing() throws Exception {
		assertThat(get(9546, "/actuator").statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(ints = { 9540, 9543, 9544, 9545, 9546 })
	void managementPortHasHealthAndPrometheusAndNothingElse(int port) throws Exception {
		assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
		assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(200);
		assertThat(get(port, "/actuator/prometheus").statusCode()).isEqualTo(200);
		for (String endpoint : ABSENT) {
			assertThat(get(port, "/actuator/" + endpoint).statusCode()).as(endpoint).isEqualTo(404);
			assertThat(send(port, "POST", "/actuator/" + endpoint).statusCode()).as(endpoint).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 9540, 9543, 9544, 9545, 9546 })
	void healthTellsStrangersNothingButReadiness(int port) throws Exception {
		assertThat(get(port, "/actuator/health").body()).doesNotContain("components", "details");
		assertThat(get(port, "/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
		JsonNode readiness = this.stack.readiness(port);
		assertThat(readiness.at("/components/svid/details/spiffeId").asString()).startsWith("spiffe://");
		assertThat(readiness.toString()).doesNotContain(this.stack.home().toString(), "diskSpace", "jdbc:", "H2");
	}

	@ParameterizedTest
	@CsvSource({ "9440,audio-processor", "9443,webui-service", "9444,backend-api", "9445,backend-api" })
	void meshPortHasNoActuator(int port, String caller) throws Exception {
		Attacker peer = new Attacker(new StackAuthority(this.stack).svid(caller));
		for (String path : List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/env",
				"/actuator/heapdump", "/livez", "/readyz")) {
			assertThat(peer.request(this.stack.meshPort(port), "GET", path)).as(path).isEqualTo(403);
		}
	}

	@Test
	void decisionsAreInFilesThatNobodyElseMayRead() throws IOException {
		Path audit = this.stack.home().resolve("logs/audit");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit))).isEqualTo("rwx------");
		Path ofTheCa = audit.resolve("identity-ca.jsonl");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ofTheCa))).isEqualTo("rw-------");
		List<JsonNode> lines = Files.readAllLines(ofTheCa)
			.stream()
			.map((line) -> JsonMapper.shared().readTree(line))
			.toList();
		assertThat(lines).isNotEmpty()
			.allSatisfy((line) -> assertThat(line.propertyNames()).contains("time", "service", "method", "path",
					"decision", "mode"))
			.anyMatch((line) -> line.path("rule").asString("").equals("attest"));
	}

	private HttpResponse<String> get(int port, String path) throws Exception {
		return send(port, "GET", path);
	}

	private HttpResponse<String> send(int port, String method, String path) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI.create("http://127.0.0.1:%d%s".formatted(this.stack.meshPort(port), path));
			return client.send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
					BodyHandlers.ofString());
		}
	}

}
