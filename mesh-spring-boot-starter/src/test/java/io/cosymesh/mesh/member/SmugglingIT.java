package io.cosymesh.mesh.member;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Requests that end in different places for different readers: refused, and the
 * connection with them, so that nothing behind them is taken for a request.
 */
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
	void nothingBehindAnAmbiguousRequestIsTakenForOne(String request) throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send(request + SMUGGLED);
			Optional<RawHttp1.Answer> first = connection.answer();
			assertThat(first.map(RawHttp1.Answer::status).orElse(400)).isEqualTo(400);
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	static Stream<Arguments> ambiguous() {
		return Stream.of(post("CL.TE", "Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
				post("TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
				post("two lengths", "Content-Length: 0\r\nContent-Length: 4", ""),
				post("a list of lengths", "Content-Length: 0, 4", ""),
				post("a length with a sign", "Content-Length: +0", ""),
				post("a negative length", "Content-Length: -1", ""),
				post("a length that is no number", "Content-Length: 0x0", ""),
				post("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
				post("chunked, then not", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
				post("a coding that nobody knows", "Transfer-Encoding: xchunked", ""),
				post("a blank before the colon", "Transfer-Encoding : chunked", "0\r\n\r\n"),
				post("a vertical tab", "Transfer-Encoding: \u000bchunked", "0\r\n\r\n"),
				post("a bare CR in a header", "X: y\rTransfer-Encoding: chunked", ""),
				post("a bare LF", "X: y\nContent-Length: 0", ""), post("a NUL", "X: y\u0000", ""),
				post("a bare LF in a chunk size", "Transfer-Encoding: chunked", "0\n\r\n"),
				post("a bare LF in a chunk extension", "Transfer-Encoding: chunked", "1;x\nx\r\ny\r\n0\r\n\r\n"),
				post("a negative chunk", "Transfer-Encoding: chunked", "-1\r\n\r\n"),
				argumentSet("HTTP/1.0 in chunks",
						"POST /v1/duplex HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
				argumentSet("a blank in the path", "GET /v1/caller /x HTTP/1.1\r\nHost: x\r\n\r\n"),
				argumentSet("no version", "GET /v1/caller\r\nHost: x\r\n\r\n"),
				argumentSet("HTTP/2 in the request line", "GET /v1/caller HTTP/2.0\r\nHost: x\r\n\r\n"));
	}

	@Test
	void nothingBehindAChunkThatEndsElsewhereIsTakenForARequest() throws IOException {
		try (RawHttp1 connection = caller().http1()) {
			connection.send("POST /v1/duplex HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n" + SMUGGLED);
			assertThat(connection.everything(SOON)).doesNotContain("spiffe://");
		}
	}

	private static Arguments post(String name, String headers, String body) {
		return argumentSet(name,
				"POST /v1/duplex HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n%s\r\n\r\n%s"
					.formatted(headers, body));
	}

	@ParameterizedTest
	@MethodSource("headersOfAnotherProtocol")
	void headersThatMeanSomethingInHttp1AloneEndTheStream(String name, String value) throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.request("GET", "/v1/caller", name, value);
			assertThat(connection.status(stream, SOON).orElse(400)).isEqualTo(400);
		}
	}

	static Stream<Arguments> headersOfAnotherProtocol() {
		return Stream.of(argumentSet("Transfer-Encoding", "transfer-encoding", "chunked"),
				argumentSet("Connection", "connection", "x-mine"), argumentSet("Upgrade", "upgrade", "websocket"),
				argumentSet("CR LF in a value", "x-mine", "a\r\nX-Yours: b"),
				argumentSet("LF in a value", "x-mine", "a\nX-Yours: b"),
				argumentSet("NUL in a value", "x-mine", "a\u0000b"),
				argumentSet("CR LF in a name", "x-mine\r\nx-yours", "a"),
				argumentSet("a colon in a name", "x-mine: a", "b"), argumentSet("capitals in a name", "X-Mine", "a"),
				argumentSet("a second path", ":path", "/v1/denied"),
				argumentSet("an unknown pseudo-header", ":mine", "a"));
	}

	@Test
	void bodyLongerThanItsLengthEndsTheStream() throws IOException {
		try (RawHttp2 connection = caller().http2()) {
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, stream, connection.block("POST",
					"/v1/duplex", "content-type", "application/octet-stream", "content-length", "1"));
			connection.send(Http2FrameTypes.DATA, RawHttp2.END_STREAM, stream, SMUGGLED.getBytes());
			assertThat(connection.isReset(stream, SOON)).isTrue();
		}
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
