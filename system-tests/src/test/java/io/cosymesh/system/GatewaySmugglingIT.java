package io.cosymesh.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.cosymesh.identity.test.http.AmbiguousRequest;
import io.cosymesh.identity.test.http.ForeignHeader;
import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody outside who hides a second request behind one that gateway and backend-api
 * might read differently. What backend-api decided about tells whether it got there.
 */
@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class GatewaySmugglingIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String MARKER = "/api/v1/voices/smuggled";

	private static Outsider outsider;

	private static Audit backend;

	private static Cosymesh.Log log;

	@BeforeAll
	static void lookOutside(Cosymesh stack) {
		outsider = Outsider.of(stack);
		backend = stack.audit("backend-api");
		log = stack.log("webui-service");
	}

	@AfterAll
	static void nothingWasSmuggledAndEachAttemptIsALine() throws IOException {
		try (RawHttp1 connection = outsider.http1()) {
			connection.send("GET /api/v1/voices HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(outsider.lines("in-order")));
			assertThat(connection.status()).isEqualTo(200);
		}
		backend.await("in-order");
		assertThat(backend.decisions()).noneMatch(GatewaySmugglingIT::isSmuggled);
		log.await("event=malformed-request");
		assertThat(log.lines()).as("a line each").noneMatch((line) -> line.startsWith("\tat "));
	}

	@Test
	void requestOfItsOwnIsSeenByBackendApi() throws IOException {
		try (RawHttp1 connection = outsider.http1()) {
			connection.send("GET /api/v1/voices/in-the-open HTTP/1.1\r\nHost: x\r\n%s\r\n"
				.formatted(outsider.lines("in-the-open")));
			assertThat(connection.status()).isEqualTo(404);
		}
		assertThat(backend.await("in-the-open").path("path").asString()).isEqualTo("/api/v1/voices/in-the-open");
	}

	@ParameterizedTest
	@MethodSource("ambiguous")
	void nothingBehindAnAmbiguousRequestIsTakenForOne(AmbiguousRequest request) throws IOException {
		try (RawHttp1 connection = outsider.http1()) {
			connection.send(authorised(request) + smuggled());
			assertThat(connection.answer().map(RawHttp1.Answer::status).orElse(400)).isEqualTo(400);
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
	}

	static List<AmbiguousRequest> ambiguous() {
		return AmbiguousRequest.to("/api/v1/clone", "");
	}

	// The first line stays the first.
	private String authorised(AmbiguousRequest request) {
		return request.text().replaceFirst("\r\n", "\r\n" + outsider.lines("ambiguous"));
	}

	@Test
	void bodyThatLooksLikeARequestIsABody() throws IOException {
		String body = smuggled();
		try (RawHttp1 connection = outsider.http1()) {
			connection.send("POST /api/v1/clone HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s"
				.formatted(outsider.lines("body-in-full"), body.length(), body));
			assertThat(connection.status()).isEqualTo(415);
			connection.send(
					"POST /api/v1/clone HTTP/1.1\r\nHost: x\r\n%sTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
						.formatted(outsider.lines("body-in-chunks"), body.length(), body));
			assertThat(connection.status()).isEqualTo(415);
		}
		assertThat(backend.await("body-in-full").path("decision").asString()).isEqualTo("allowed");
		assertThat(backend.await("body-in-chunks").path("decision").asString()).isEqualTo("allowed");
	}

	@ParameterizedTest
	@MethodSource("foreignHeaders")
	void headerOfAnotherProtocolEndsTheStream(ForeignHeader header) throws IOException {
		try (RawHttp2 connection = outsider.http2()) {
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, stream, connection.block("POST",
					"/api/v1/clone", outsider.headers("foreign-header", header.name(), header.value())));
			connection.send(Http2FrameTypes.DATA, RawHttp2.END_STREAM, stream, smuggledBytes());
			assertThat(connection.status(stream, SOON).orElse(400)).isEqualTo(400);
		}
		assertThat(backend.decisions("foreign-header")).isEmpty();
	}

	static List<ForeignHeader> foreignHeaders() {
		return ForeignHeader.all(MARKER);
	}

	@Test
	void bodyLongerThanItsLengthEndsTheStream() throws IOException {
		try (RawHttp2 connection = outsider.http2()) {
			int stream = connection.newStream();
			connection.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS, stream, connection.block("POST",
					"/api/v1/clone", outsider.headers("longer-than-said", "content-length", "1")));
			connection.send(Http2FrameTypes.DATA, RawHttp2.END_STREAM, stream, smuggledBytes());
			assertThat(connection.status(stream, SOON).orElse(400)).isBetween(400, 499);
		}
	}

	@Test
	void requestLineInAPathIsAPath() throws IOException {
		String path = "/api/v1/voices HTTP/1.1\r\nHost: x\r\n\r\nGET " + MARKER;
		try (RawHttp2 connection = outsider.http2()) {
			int stream = connection.request("GET", path, outsider.headers("line-in-a-path"));
			assertThat(connection.status(stream, SOON).orElse(400)).isBetween(400, 499);
		}
	}

	private String smuggled() {
		return "GET %s HTTP/1.1\r\nHost: smuggled\r\n%s\r\n".formatted(MARKER, outsider.lines("smuggled"));
	}

	private byte[] smuggledBytes() {
		return smuggled().getBytes(StandardCharsets.US_ASCII);
	}

	private static boolean isSmuggled(JsonNode decision) {
		return decision.path("path").asString("").contains("smuggled")
				|| decision.path("requestId").asString("").equals("smuggled");
	}

}
