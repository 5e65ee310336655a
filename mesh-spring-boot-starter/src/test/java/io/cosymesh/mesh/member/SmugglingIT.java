package io.cosymesh.mesh.member;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.http.AmbiguousRequest;
import io.cosymesh.identity.test.http.ForeignHeader;
import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that end in different places for different readers: refused, and the
 * connection with them, so that nothing behind them is taken for a request.
 */
@ExtendWith(OutputCaptureExtension.class)
class SmugglingIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String SMUGGLED = "GET /v1/caller HTTP/1.1\r\nHost: smuggled\r\n\r\n";

	private static final TestCa CA = TestCa.create();

	private static Member server;

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "echo").rule(0, "callers", "GET /v1/caller,POST /v1/duplex", "caller").start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@ParameterizedTest
	@MethodSource("ambiguous")
	void nothingBehindAnAmbiguousRequestIsTakenForOne(AmbiguousRequest request) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send(request.text() + SMUGGLED);
			Optional<RawHttp1.Answer> first = connection.answer();
			assertThat(first.map(RawHttp1.Answer::status).orElse(400)).isEqualTo(400);
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	static List<AmbiguousRequest> ambiguous() {
		return AmbiguousRequest.to("/v1/duplex", "");
	}

	@Test
	void nothingBehindAChunkThatEndsElsewhereIsTakenForARequest(CapturedOutput output) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send("POST /v1/duplex HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n" + SMUGGLED);
			assertThat(connection.everything(SOON)).doesNotContain("spiffe://");
		}
		await().untilAsserted(() -> assertThat(output).contains("event=malformed-request"));
		assertThat(output).doesNotContain("\tat ");
	}

	@ParameterizedTest
	@MethodSource("headersOfAnotherProtocol")
	void headersThatMeanSomethingInHttp1AloneEndTheStream(ForeignHeader header) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.request("GET", "/v1/caller", header.name(), header.value());
			assertThat(connection.status(stream, SOON).orElse(400)).isEqualTo(400);
		}
	}

	static List<ForeignHeader> headersOfAnotherProtocol() {
		return ForeignHeader.all("/v1/denied");
	}

	@Test
	void bodyLongerThanItsLengthEndsTheStreamAndIsSaidInALine(CapturedOutput output) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, stream, connection.block("POST",
					"/v1/duplex", "content-type", "application/octet-stream", "content-length", "1"));
			connection.send(Http2FrameTypes.DATA, RawHttp2.END_STREAM, stream, SMUGGLED.getBytes());
			assertThat(connection.isReset(stream, SOON)).isTrue();
		}
		await().untilAsserted(
				() -> assertThat(output).contains("event=cut-off what=stream", "reason=http2-protocol-error"));
		assertThat(output).doesNotContain("\tat ");
	}

	@Test
	void wellFormedRequestsFollowEachOther() throws IOException {
		String chunked = "POST /v1/duplex HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
				+ "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\nz\r\n0\r\n\r\n";
		try (RawHttp1 connection = caller().http1()) {
			assertThat(connection.send(SMUGGLED).answer().orElseThrow().body()).contains("spiffe://");
			assertThat(connection.send(SMUGGLED + chunked).status()).isEqualTo(200);
			assertThat(connection.status()).isEqualTo(200);
		}
	}

	private static RawTls caller() {
		return RawTls.to(server.port()).as(CA.svid("caller"));
	}

}
