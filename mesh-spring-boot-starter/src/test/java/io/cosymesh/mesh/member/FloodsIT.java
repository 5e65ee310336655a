package io.cosymesh.mesh.member;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers with a valid SVID who send more than anybody needs. After each, others are
 * served as before.
 */
@ExtendWith(OutputCaptureExtension.class)
class FloodsIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final int MANY = 100_000;

	private static final TestCa CA = TestCa.create();

	private static Member server;

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "echo")
			.rule(0, "callers", "GET /v1/caller,GET /v1/never,POST /v1/notes", "caller")
			.with("cosymesh.server.connections.max=40", "cosymesh.server.connections.max-control-frames=500",
					"cosymesh.server.connections.max-resets=200")
			.start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@AfterEach
	void othersAreServed() throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			assertThat(connection.send("GET /v1/caller HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
		}
	}

	@Test
	void rapidResetEndsTheConnection(CapturedOutput output) throws IOException {
		assertEnds((connection) -> {
			int stream = connection.request("GET", "/v1/never");
			connection.send(Http2FrameTypes.RST_STREAM, 0, stream, new byte[] { 0, 0, 0, 8 });
		});
		awaitCut(output, "http2-enhance-your-calm");
	}

	@Test
	void streamsThatTheServerIsMadeToResetEndTheConnection(CapturedOutput output) throws IOException {
		assertEnds((connection) -> {
			int stream = connection.request("GET", "/v1/never");
			connection.send(Http2FrameTypes.WINDOW_UPDATE, 0, stream, new byte[4]);
		});
		awaitCut(output, "http2-");
	}

	@ParameterizedTest
	@ValueSource(bytes = { Http2FrameTypes.PING, Http2FrameTypes.SETTINGS, Http2FrameTypes.PRIORITY, 0x42 })
	void framesThatCarryNothingEndTheConnection(byte type, CapturedOutput output) throws IOException {
		byte[] payload = switch (type) {
			case Http2FrameTypes.PING -> new byte[8];
			case Http2FrameTypes.PRIORITY -> new byte[] { 0, 0, 0, 0, 1 };
			default -> new byte[0];
		};
		int stream = (type == Http2FrameTypes.PRIORITY) ? 3 : 0;
		assertEnds((connection) -> connection.send(type, 0, stream, payload));
		awaitCut(output, "too-many-control-frames");
	}

	@Test
	void emptyDataEndsTheConnection(CapturedOutput output) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, stream,
					connection.block("POST", "/v1/notes", "content-type", "application/json"));
			flood(() -> connection.send(Http2FrameTypes.DATA, 0, stream, new byte[0]));
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
		awaitCut(output, "http2-enhance-your-calm");
	}

	@Test
	void headersWithoutEndEndTheConnection(CapturedOutput output) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, 0, stream, connection.block("GET", "/v1/caller"));
			byte[] more = new byte[1000];
			flood(() -> connection.send(Http2FrameTypes.CONTINUATION, 0, stream, more));
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
		awaitCut(output, "http2-");
	}

	@Test
	void hundredThousandHeadersAreRefused() throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send("GET /v1/caller HTTP/1.1\r\nHost: x\r\n");
			int[] number = { 0 };
			flood(() -> connection.send("X-%d: x\r\n".formatted(number[0]++)));
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	@Test
	void headersOfOneKindTooLargeAreAnsweredSo() throws IOException {
		String large = "x".repeat(10_000);
		try (RawHttp1 connection = caller().http1()) {
			connection.send("GET /v1/caller HTTP/1.1\r\nHost: x\r\nX-Large: %s\r\n\r\n".formatted(large));
			assertThat(connection.status()).isEqualTo(431);
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
		try (RawHttp1 connection = caller().http1()) {
			connection.send("GET /v1/%s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(large));
			assertThat(connection.status()).isEqualTo(414);
		}
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.request("GET", "/v1/caller", "x-large", large);
			assertThat(connection.status(stream, SOON).orElse(431)).isEqualTo(431);
		}
	}

	// A header of 4 KiB, put into the table once and asked for by one byte each time.
	@Test
	void headersThatUnfoldAreRefused() throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			String large = "x".repeat(3_900);
			assertThat(connection.status(connection.request("GET", "/v1/caller", "x-bomb", large), SOON)).hasValue(200);
			byte[] plain = connection.block("GET", "/v1/caller", "x-bomb", large);
			ByteBuffer bomb = ByteBuffer.allocate(plain.length + 4_000).put(plain);
			while (bomb.hasRemaining()) {
				bomb.put((byte) (0x80 | 62));
			}
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, bomb.array());
			assertThat(connection.status(stream, SOON).orElse(431)).isEqualTo(431);
		}
	}

	@Test
	void streamBeyondTheLimitIsRefused() throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int last = 0;
			for (int streams = 0; streams < 257; streams++) {
				last = connection.request("GET", "/v1/never");
			}
			assertThat(connection.isReset(last, SOON)).isTrue();
		}
	}

	@Test
	void pipelinedRequestsAreBounded() throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			flood(() -> connection.send("GET /v1/never HTTP/1.1\r\nHost: x\r\n\r\n"));
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	@Test
	void whoeverMerelyHoldsConnectionsKeepsNobodyOut(CapturedOutput output) throws IOException {
		List<RawHttp1> open = new ArrayList<>();
		try {
			for (int connections = 0; connections < 60; connections++) {
				open.add(caller().http1());
			}
			assertThat(open.getFirst().isEndedWithin(SOON)).as("the longest at rest has to go").isTrue();
			othersAreServed();
			assertThat(open.getLast().send("GET /v1/caller HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
		}
		finally {
			open.forEach(RawHttp1::close);
		}
		assertThat(output).contains("event=connections-exhausted max=40");
	}

	@Test
	void whoeverIsBeingServedKeepsTheConnection() throws IOException {
		List<RawHttp1> served = new ArrayList<>();
		try {
			for (int connections = 0; connections < 40; connections++) {
				served.add(caller().http1().send("GET /v1/never HTTP/1.1\r\nHost: x\r\n\r\n"));
			}
			await().atMost(SOON).ignoreExceptions().until(() -> isTurnedAway(caller()));
			assertThat(served.getFirst().isEndedWithin(Duration.ofSeconds(1))).isFalse();
		}
		finally {
			served.forEach(RawHttp1::close);
		}
		await().atMost(SOON).ignoreExceptions().untilAsserted(this::othersAreServed);
	}

	private static boolean isTurnedAway(RawTls server) {
		try (RawHttp1 connection = server.http1()) {
			return connection.isEndedWithin(Duration.ofSeconds(1));
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static void assertEnds(Attack attack) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			flood(() -> attack.once(connection));
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	private static void flood(Sending sending) {
		for (int sent = 0; sent < MANY; sent++) {
			try {
				sending.send();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private static RawTls caller() {
		return RawTls.to(server.port()).as(CA.svid("caller"));
	}

	private static void awaitCut(CapturedOutput output, String reason) {
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(output).contains(
					"event=cut-off what=connection peer=spiffe://cosymesh.local/ns/cosymesh/sa/caller",
					"reason=" + reason));
	}

	private interface Attack {

		void once(RawHttp2 connection) throws IOException;

	}

	private interface Sending {

		void send() throws IOException;

	}

}
