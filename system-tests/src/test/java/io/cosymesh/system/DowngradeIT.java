package io.cosymesh.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.cosymesh.identity.test.tls.RawHttp1;
import io.cosymesh.identity.test.tls.RawHttp2;
import io.cosymesh.identity.test.tls.RawTls;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * Somebody who would rather speak a TLS that can be broken, or none.
 */
@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class DowngradeIT {

	private static final Duration SOON = Duration.ofSeconds(10);

	// With CBC, RC4 or no cipher; without forward secrecy; without a certificate.
	private static final int[] WEAK_OF_TLS_1_2 = { 0x0001, 0x0004, 0x0005, 0x000a, 0x002f, 0x0033, 0x0035, 0x0039,
			0x003c, 0x0067, 0x009c, 0x009d, 0x009e, 0x00a8, 0xc007, 0xc009, 0xc00a, 0xc011, 0xc012, 0xc013, 0xc014,
			0xc018, 0xc023, 0xc027, 0xc0ac };

	private static final int[] GOOD_OF_TLS_1_2 = { 0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9 };

	private final Cosymesh stack;

	DowngradeIT(Cosymesh stack) {
		this.stack = stack;
	}

	@ParameterizedTest
	@EnumSource
	void modernClientIsTaken(MeshPort port) throws IOException {
		assertThat(ServerAnswer.to(port.in(this.stack), ClientHello.modern().bytes()).answer())
			.isInstanceOfSatisfying(ServerAnswer.Hello.class, (hello) -> {
				assertThat(hello.version()).isEqualTo(ClientHello.TLS_1_3);
				assertThat(hello.cipher()).isIn(0x1301, 0x1302, 0x1303);
			});
	}

	@ParameterizedTest
	@MethodSource("downgrades")
	void meshSpeaksNothingOlderOrWeaker(MeshPort port, byte[] hello, List<String> reasons) throws IOException {
		Cosymesh.Log log = this.stack.log(port.service());
		ServerAnswer.Exchange exchange = ServerAnswer.to(port.in(this.stack), hello);
		assertThat(exchange.answer()).isInstanceOfAny(ServerAnswer.Alert.class, ServerAnswer.Closed.class);
		log.await("event=handshake-refused", "remote=/127.0.0.1:" + exchange.localPort());
		assertThat(log.lines()).filteredOn((line) -> line.contains(":" + exchange.localPort()))
			.allSatisfy((line) -> assertThat(line).containsAnyOf(reasons.toArray(String[]::new)));
	}

	static Stream<Arguments> downgrades() {
		return Arrays.stream(MeshPort.values())
			.flatMap((port) -> Stream.of(
					refused(port, "SSL 3.0", ClientHello.old(ClientHello.SSL_3_0).bytes(), "unsupported-protocol",
							"tls-failure", "not-tls"),
					refused(port, "SSL 2.0", ssl2(), "unsupported-protocol", "tls-failure", "not-tls"),
					refused(port, "TLS 1.0", ClientHello.old(ClientHello.TLS_1_0).bytes(), "unsupported-protocol"),
					refused(port, "TLS 1.1", ClientHello.old(ClientHello.TLS_1_1).bytes(), "unsupported-protocol"),
					refused(port, "TLS 1.2", ClientHello.old(ClientHello.TLS_1_2).bytes(), "unsupported-protocol"),
					refused(port, "suites without encryption", ClientHello.modern().ciphers(0xc0b4, 0xc0b5).bytes(),
							"tls-failure"),
					refused(port, "suites that nobody knows", ClientHello.modern().ciphers(0x13fe, 0x13ff).bytes(),
							"tls-failure"),
					refused(port, "no group in common", ClientHello.modern().group(0x0013).bytes(), "tls-failure")));
	}

	private static Arguments refused(MeshPort port, String name, byte[] hello, String... reasons) {
		return argumentSet(name + " at " + port.service(), port, hello,
				Arrays.stream(reasons).map((reason) -> "reason=" + reason).toList());
	}

	private static byte[] ssl2() {
		byte[] hello = new byte[2 + 9 + 3 + 16];
		byte[] head = { (byte) 0x80, 28, 1, 0, 2, 0, 3, 0, 0, 0, 16, 1, 0, (byte) 0x80 };
		System.arraycopy(head, 0, hello, 0, head.length);
		return hello;
	}

	@ParameterizedTest
	@MethodSource("plaintext")
	void meshAnswersNothingInPlaintext(MeshPort port, byte[] request) throws IOException {
		Cosymesh.Log log = this.stack.log(port.service());
		ServerAnswer.Exchange exchange = ServerAnswer.to(port.in(this.stack), request);
		assertThat(exchange.answer()).isInstanceOfAny(ServerAnswer.Alert.class, ServerAnswer.Closed.class);
		log.await("event=handshake-refused", "reason=not-tls", "remote=/127.0.0.1:" + exchange.localPort());
	}

	static Stream<Arguments> plaintext() {
		return Arrays.stream(MeshPort.values())
			.flatMap((port) -> Stream.of(
					argumentSet("HTTP/1.1 at " + port.service(), port, ascii("GET / HTTP/1.1\r\nHost: x\r\n\r\n")),
					argumentSet("an upgrade at " + port.service(), port,
							ascii("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
									+ "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")),
					argumentSet("HTTP/2 by prior knowledge at " + port.service(), port, http2())));
	}

	private static byte[] http2() {
		byte[] preface = ByteBufUtil.getBytes(Http2CodecUtil.connectionPrefaceBuf());
		byte[] settings = RawHttp2.bytes(4, 0, 0, new byte[0]);
		byte[] both = Arrays.copyOf(preface, preface.length + settings.length);
		System.arraycopy(settings, 0, both, preface.length, settings.length);
		return both;
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2c", "spdy/3.1", "http/0.9", "cosymesh", "h2\r\nX: y" })
	void protocolThatNobodyKnowsBringsNobodyFurther(String protocol) throws IOException {
		for (MeshPort port : MeshPort.values()) {
			Audit audit = this.stack.audit(port.service());
			String id = "alpn-" + port.service();
			try (RawHttp1 caller = new RawHttp1(port.as(this.stack, port.caller()).connect(protocol))) {
				caller.send("GET /internal/nothing HTTP/1.1\r\nHost: x\r\nX-Request-Id: %s\r\n\r\n".formatted(id));
				assertThat(caller.status()).isEqualTo(403);
			}
			catch (IOException ex) {
				continue;
			}
			assertThat(audit.await(id).path("decision").asString()).isEqualTo("denied");
		}
	}

	@Test
	void protocolAgreedOnIsTheOneThatIsSpoken() throws IOException {
		RawTls caller = MeshPort.BACKEND_API.as(this.stack, "webui-service");
		Audit audit = this.stack.audit("backend-api");
		assertThat(isHttp2HungUpOn(caller)).isTrue();
		try (RawHttp1 connection = new RawHttp1(caller.connect("h2"))) {
			connection.send("GET /mesh/authz HTTP/1.1\r\nHost: x\r\nX-Request-Id: http1-in-http2\r\n\r\n");
			assertThat(connection.isEndedWithin(SOON)).isTrue();
		}
		try (RawHttp1 connection = caller.http1()) {
			connection.send("GET /mesh/authz HTTP/1.1\r\nHost: x\r\nX-Request-Id: http1-in-http1\r\n\r\n");
			assertThat(connection.status()).isEqualTo(200);
		}
		audit.await("http1-in-http1");
		assertThat(audit.decisions("http2-in-http1")).isEmpty();
		assertThat(audit.decisions("http1-in-http2")).isEmpty();
	}

	private static boolean isHttp2HungUpOn(RawTls caller) {
		try (RawHttp2 connection = new RawHttp2(caller.connect("http/1.1"))) {
			connection.request("GET", "/mesh/authz", "x-request-id", "http2-in-http1");
			return connection.isEndedWithin(SOON);
		}
		catch (IOException ex) {
			return true;
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { ClientHello.SSL_3_0, ClientHello.TLS_1_0, ClientHello.TLS_1_1 })
	void gatewaySpeaksNothingBeforeTls12(int version) throws IOException {
		assertRefusedByTheGateway(ClientHello.old(version));
	}

	@Test
	void gatewaySpeaksTls12WithGoodSuitesAlone() throws IOException {
		for (int suite : WEAK_OF_TLS_1_2) {
			assertRefusedByTheGateway(ClientHello.old(ClientHello.TLS_1_2).ciphers(suite));
		}
		assertRefusedByTheGateway(ClientHello.old(ClientHello.TLS_1_2).ciphers(WEAK_OF_TLS_1_2));
		int[] all = IntStream.concat(IntStream.of(WEAK_OF_TLS_1_2), IntStream.of(GOOD_OF_TLS_1_2)).toArray();
		assertThat(gateway(ClientHello.old(ClientHello.TLS_1_2).ciphers(all)))
			.isInstanceOfSatisfying(ServerAnswer.Hello.class, (hello) -> {
				assertThat(hello.version()).isEqualTo(ClientHello.TLS_1_2);
				assertThat(GOOD_OF_TLS_1_2).contains(hello.cipher());
			});
	}

	@Test
	void gatewaySaysNothingOfWhoeverKnocks() throws IOException {
		Cosymesh.Log log = this.stack.log("webui-service");
		assertRefusedByTheGateway(ClientHello.old(ClientHello.TLS_1_1));
		assertThat(ServerAnswer.to(this.stack.port(), http2()).answer()).isInstanceOfAny(ServerAnswer.Alert.class,
				ServerAnswer.Closed.class);
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			assertThat(gateway.send(gateway.get("/api/v1/engine").build()).statusCode()).isEqualTo(200);
		}
		assertThat(log.lines()).noneMatch((line) -> line.contains("Exception") || line.startsWith("\tat "));
	}

	private void assertRefusedByTheGateway(ClientHello hello) throws IOException {
		assertThat(gateway(hello)).isInstanceOfAny(ServerAnswer.Alert.class, ServerAnswer.Closed.class);
	}

	private ServerAnswer gateway(ClientHello hello) throws IOException {
		return ServerAnswer.to(this.stack.port(), hello.bytes()).answer();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
