package io.cosymesh.system;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody outside, and a workload inside, who would like any log of the stack to say
 * something.
 */
@Tag("attackers")
@Order(5)
@ExtendWith(StackExtension.class)
class StackLogInjectionIT {

	private static final Duration SOON = Duration.ofSeconds(10);

	// What a forged line would begin with, and a forged record say.
	private static final String FORGED = "1999-12-31T23:59:59.999Z";

	private static final Set<String> MEMBERS = Set.of("time", "service", "peer", "peerSerial", "method", "path",
			"route", "rule", "decision", "reason", "mode", "traceId", "requestId");

	private static final List<String> SERVICES = List.of("webui-service", "identity-ca", "backend-api",
			"audio-processor", "inference-engine");

	private static Cosymesh stack;

	private static Outsider outsider;

	private static Gateway gateway;

	private final Map<String, Cosymesh.Log> logs = new HashMap<>();

	private final Map<String, Audit> audits = new HashMap<>();

	StackLogInjectionIT() {
		SERVICES.forEach((service) -> this.logs.put(service, stack.log(service)));
		Stream.of(MeshPort.values())
			.map(MeshPort::service)
			.forEach((service) -> this.audits.put(service, stack.audit(service)));
	}

	@BeforeAll
	static void connect(Cosymesh running) {
		stack = running;
		outsider = Outsider.of(stack);
		gateway = new Gateway(stack.credentials());
	}

	@AfterAll
	static void disconnect() {
		gateway.close();
	}

	static Stream<String> hostile() {
		return Stream.of("\r\n" + FORGED, "\n" + FORGED + " WARN event=denied", "\r" + FORGED, "%0d%0a" + FORGED,
				"\u001b[2J\u001b[31m" + FORGED, "\u009b31m" + FORGED, "\u0085" + FORGED,
				"\"}\n{\"time\":\"" + FORGED + "\",\"decision\":\"allowed\"}",
				"\",\"decision\":\"allowed\",\"x\":\"" + FORGED, "${jndi:ldap://127.0.0.1/x}\b\b" + FORGED,
				"\u0000" + FORGED);
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void noRequestForgesALine(String text) throws IOException {
		send(outsider.gateway(), "/api/v1/voices", text, outsider.lines("log-injection"));
		for (MeshPort port : List.of(MeshPort.BACKEND_API, MeshPort.IDENTITY_CA)) {
			send(port.as(stack, port.caller()), "/v1/nothing", text, "");
		}
		assertNothingIsForged();
	}

	private static void send(RawTls server, String path, String text, String lines) throws IOException {
		for (String request : List.of("GET %s/%s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(path, text, lines),
				"GET %s?q=%s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(path, text, lines),
				"GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(path, text, lines),
				"GET %s HTTP/1.1\r\nHost: x\r\nX-Request-Id: %s\r\ntraceparent: %s\r\nUser-Agent: %s\r\n%s\r\n"
					.formatted(path, text, text, text, lines),
				"%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(text, path, lines))) {
			try (RawHttp1 connection = server.http1()) {
				connection.send(request).answer();
			}
		}
		for (String target : List.of(path + "/" + text, path + "?q=" + text)) {
			try (RawHttp2 connection = server.http2()) {
				connection.status(connection.request("GET", target, "x-request-id", text, "authorization", text), SOON);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void noFormForgesALine(String text) {
		String form = part("name=\"text\"", text) + part("name=\"%s\"".formatted(text), text)
				+ part("name=\"prompt\"; filename=\"%s\"\r\nContent-Type: %s".formatted(text, text), text)
				+ "--%s--\r\n".formatted(Gateway.BOUNDARY);
		try (Gateway gateway = new Gateway(stack.credentials())) {
			for (String path : List.of("/api/v1/clone", "/api/v1/voices")) {
				HttpResponse<byte[]> response = gateway.send(gateway.get(path)
					.setHeader("Content-Type", "multipart/form-data; boundary=" + Gateway.BOUNDARY)
					.POST(BodyPublishers.ofString(form, StandardCharsets.ISO_8859_1))
					.build());
				assertThat(response.statusCode()).isBetween(400, 499);
			}
			String json = JsonMapper.shared().writeValueAsString(new Speech(text, text));
			assertThat(gateway.send(gateway.json("POST", "/api/v1/speech", json).build()).statusCode()).isBetween(400,
					499);
		}
		assertNothingIsForged();
	}

	private static String part(String head, String body) {
		return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n".formatted(Gateway.BOUNDARY, head, body);
	}

	@Test
	void noNameThatIsAskedForInTheHandshakeForgesALine() throws IOException {
		for (String text : hostile().toList()) {
			// Each handshake fails, so that there is something to say.
			byte[] hello = ClientHello.modern().ciphers(0x13ff).serverName(text).bytes();
			ServerAnswer.to(stack.port(), hello);
			for (MeshPort port : MeshPort.values()) {
				ServerAnswer.to(port.in(stack), hello);
			}
		}
		assertNothingIsForged();
	}

	// What was sent before it is written when it is.
	private void assertNothingIsForged() {
		gateway.send(gateway.get("/api/v1/engine").header("X-Request-Id", "after-the-injection").build());
		this.audits.get("backend-api").await("after-the-injection");
		this.logs.forEach((service, log) -> assertThat(lines(log.text())).as(service)
			.noneMatch((line) -> line.startsWith(FORGED))
			.noneMatch((line) -> line.chars().anyMatch(StackLogInjectionIT::isControl)));
		this.audits.forEach((service, audit) -> assertThat(lines(audit.text())).as(service)
			.allSatisfy((line) -> assertIsARecord(line, service)));
	}

	private static void assertIsARecord(String line, String service) {
		JsonNode decision = JsonMapper.shared().readTree(line);
		assertThat(MEMBERS).containsAll(decision.propertyNames());
		assertThat(decision.path("service").asString()).isEqualTo(service);
		assertThat(decision.path("time").asString()).doesNotStartWith("1999");
		assertThat(line).isPrintable();
	}

	private static boolean isControl(int c) {
		return c != '\t' && Character.isISOControl(c);
	}

	// Complete ones, ended by nothing but a line feed.
	private static List<String> lines(String text) {
		int end = text.lastIndexOf('\n');
		return (end < 0) ? List.of() : List.of(text.substring(0, end).split("\n"));
	}

	record Speech(String voice, String text) {
	}

}
