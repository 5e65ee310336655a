package io.cosymesh.mesh.member;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;

import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers with a valid SVID who take their time, to hold on to what others need.
 */
@ExtendWith(OutputCaptureExtension.class)
class SlownessIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final TestCa CA = TestCa.create();

	private static Member server;

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "echo")
			.rule(0, "callers", "GET /v1/caller,POST /v1/duplex,POST /v1/notes,GET /v1/flood,GET /v1/late", "caller")
			.with("cosymesh.server.connections.header-timeout=2s", "cosymesh.server.connections.body-window=2s",
					"cosymesh.server.connections.stalled-reader-timeout=8s")
			.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void connectionThatAsksNothingIsCutOff(CapturedOutput output) throws IOException {
		try (RawHttp1 http1 = caller().http1(); RawHttp2 http2 = caller().http2()) {
			assertThat(http1.isEndedWithin(SOON)).isTrue();
			assertThat(http2.isEndedWithin(SOON)).isTrue();
		}
		awaitCut(output, "connection", "headers-too-slow");
	}

	@Test
	void headersThatTrickleAreCutOff(CapturedOutput output) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			assertEndsWhileSending(() -> connection.send("G"));
		}
		awaitCut(output, "connection", "headers-too-slow");
	}

	@Test
	void headersThatTrickleOnAConnectionInUseAreCutOff() throws IOException {
		try (RawHttp1 http1 = caller().http1()) {
			assertThat(http1.send("GET /v1/caller HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
			assertEndsWhileSending(() -> http1.send("G"));
		}
		try (RawHttp2 http2 = caller().http2()) {
			assertThat(http2.status(http2.request("GET", "/v1/caller"), SOON)).hasValue(200);
			http2.send(Http2FrameTypes.HEADERS, 0, http2.newStream(), http2.block("GET", "/v1/caller"));
			assertThat(http2.isEndedWithin(SOON)).isTrue();
		}
	}

	@Test
	void frameThatTricklesIsCutOff(CapturedOutput output) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			assertThat(connection.status(connection.request("GET", "/v1/caller"), SOON)).hasValue(200);
			byte[] frame = RawHttp2.bytes(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, connection.newStream(),
					connection.block("GET", "/v1/" + "x".repeat(2000)));
			int[] sent = { 0 };
			assertEndsWhileSending(() -> connection.send(new byte[] { frame[sent[0]++] }));
		}
		awaitCut(output, "connection", "headers-too-slow");
	}

	@Test
	void connectionInUseMayRestLongerThanHeadersMayTake() throws IOException {
		try (RawHttp1 http1 = caller().http1(); RawHttp2 http2 = caller().http2()) {
			int first = http2.request("GET", "/v1/caller");
			// Each answer takes twice as long as headers may.
			for (int rest = 0; rest < 2; rest++) {
				assertThat(http1.send("GET /v1/late HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
			}
			assertThat(http2.status(first, SOON)).hasValue(200);
			int second = http2.request("GET", "/v1/late");
			assertThat(http2.status(second, SOON)).hasValue(200);
			assertThat(http1.send("GET /v1/caller HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
		}
	}

	@Test
	void bodyThatTricklesIsCutOff(CapturedOutput output) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send("""
					POST /v1/notes HTTP/1.1\r
					Host: x\r
					Content-Type: application/json\r
					Content-Length: 100000\r
					\r
					{""");
			assertEndsWhileSending(() -> connection.send(" "));
		}
		awaitCut(output, "connection", "body-too-slow");
	}

	@Test
	void bodyThatTricklesInAStreamEndsTheStreamAlone(CapturedOutput output) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int slow = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, slow,
					connection.block("POST", "/v1/notes", "content-type", "application/json"));
			connection.send(Http2FrameTypes.DATA, 0, slow, new byte[] { '{' });
			assertThat(connection.isReset(slow, SOON)).isTrue();
			assertThat(connection.status(connection.request("GET", "/v1/caller"), SOON)).hasValue(200);
		}
		awaitCut(output, "stream", "body-too-slow");
	}

	@Test
	void readerWhoNeverOpensTheWindowLosesTheStream(CapturedOutput output) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int flood = connection.request("GET", "/v1/flood");
			assertThat(connection.isReset(flood, SOON)).isTrue();
		}
		awaitCut(output, "stream", "reader-stalled");
	}

	@Test
	void readerWhoTakesNothingIsCutOff(CapturedOutput output) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send("GET /v1/flood HTTP/1.1\r\nHost: x\r\n\r\n");
			awaitCut(output, "connection", "reader-stalled");
		}
	}

	@Test
	void pauseOfAReaderIsNoSlownessOfTheSender() throws Exception {
		String part = "x".repeat(64_000);
		int parts = 300;
		try (RawHttp1 echo = caller().http1(); RawHttp1 pause = caller().http1()) {
			echo.send("POST /v1/duplex HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
				.formatted(parts * part.length()));
			Thread.ofVirtual().start(() -> {
				for (int sent = 0; sent < parts; sent++) {
					echo.sendOrGiveUp(part);
				}
			});
			// Twice the body window, in which what was sent waits for its reader.
			assertThat(pause.send("GET /v1/late HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
			assertThat(echo.rest(SOON)).isGreaterThan(parts * part.length());
		}
	}

	private static RawTls caller() {
		return RawTls.to(server.port()).as(CA.svid("caller"));
	}

	private static void assertEndsWhileSending(Sending sending) {
		await().atMost(SOON).pollInterval(Duration.ofMillis(250)).until(() -> {
			try {
				sending.send();
				return false;
			}
			catch (SocketException ex) {
				return true;
			}
		});
	}

	private static void awaitCut(CapturedOutput output, String what, String reason) {
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(output).contains(
					"event=cut-off what=%s peer=spiffe://cosymesh.local/ns/cosymesh/sa/caller".formatted(what),
					"reason=" + reason));
	}

	private interface Sending {

		void send() throws IOException;

	}

}
