package io.cosymesh.mesh.member;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A peer that would like the log of another to say something.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogInjectionIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String FORGED = "1999-12-31T23:59:59.999Z";

	private static final TestCa CA = TestCa.create();

	private static Member server;

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "echo").rule(0, "callers", "GET /v1/caller,GET /v1/things/**", "caller").start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	static Stream<String> hostile() {
		return Stream.of("\r\n" + FORGED, "\n" + FORGED, "\r" + FORGED, "%0d%0a" + FORGED, "\u001b[31m" + FORGED,
				"\u0085" + FORGED, "\" peer=" + FORGED);
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void noLineIsForged(String text, CapturedOutput output) throws IOException {
		for (String request : new String[] { "GET /v1/" + text + " HTTP/1.1\r\nHost: x\r\n\r\n",
				"GET /v1/caller HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + text + "\r\n\r\n",
				"GET /v1/caller HTTP/1.1\r\n" + FORGED + ": x\r\n\r\n",
				text + " /v1/caller HTTP/1.1\r\nHost: x\r\n\r\n", FORGED + " /v1/caller HTTP/1.9\r\n\r\n" }) {
			try (RawHttp1 connection = caller().http1()) {
				connection.send(request).answer();
			}
		}
		for (String path : new String[] { "/v1/" + text, "/v1/things/" + text, "/v1/caller?" + text }) {
			try (RawHttp2 connection = caller().http2()) {
				connection.status(connection.request("GET", path, "x-request-id", text), SOON);
			}
		}
		assertThat(output.toString().lines()).noneMatch((line) -> line.startsWith(FORGED))
			.noneMatch((line) -> line.chars().anyMatch((c) -> c < ' ' && c != '\t'));
	}

	@Test
	void malformedRequestIsLoggedWithoutALetterOfIt(CapturedOutput output) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send("GET /v1/secret-path HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n");
			assertThat(connection.status()).isEqualTo(400);
		}
		await().untilAsserted(() -> assertThat(output).contains("event=malformed-request part=REQUEST"));
		assertThat(output).doesNotContain("secret-path");
	}

	private static RawTls caller() {
		return RawTls.to(server.port()).as(CA.svid("caller"));
	}

}
