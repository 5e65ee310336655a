package io.cosymesh.mesh.member;

import java.io.IOException;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class AttackersIT {

	private static final TestCa CA = TestCa.create();

	private static Member server;

	@BeforeAll
	static void startServer() {
		server = Member.of(CA, "echo").rule(0, "callers", "GET /v1/caller", "caller").start();
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void friendIsLetIn() throws IOException {
		assertThat(Attacker.with(CA.svid("caller")).get(server.port(), "/v1/caller")).isEqualTo("HTTP/1.1 200 OK");
	}

	@Test
	void everyConnectionOfAFriendIsAFullHandshake() throws IOException {
		Attacker friend = Attacker.with(CA.svid("caller"));
		for (int i = 0; i < 4; i++) {
			friend.get(server.port(), "/v1/caller");
		}
		assertThat(friend.fullHandshakes()).isEqualTo(4);
	}

	@Test
	void nobodyWithoutCertificateGetsIn(CapturedOutput output) {
		assertRefused(Attacker.withoutCertificate());
		awaitLog(output, "event=handshake-refused peer=- role=client reason=no-certificate");
	}

	@Test
	void nobodyGetsInWithTls12(CapturedOutput output) {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> Attacker.with(CA.svid("caller")).get(server.port(), "/v1/caller", "TLSv1.2"));
		awaitLog(output, "reason=unsupported-protocol");
	}

	@Test
	void nobodyGetsAnAnswerInPlaintext(CapturedOutput output) {
		assertThat(Attacker.plaintext(server.port())).doesNotContain("HTTP/");
		awaitLog(output, "reason=not-tls");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("strangers")
	void strangerIsRefusedAtTheHandshake(String reason, Function<TestCa, TestSvid> svid, CapturedOutput output) {
		assertRefused(Attacker.with(svid.apply(CA)));
		awaitLog(output, "event=handshake-refused");
		assertThat(output).contains("reason=" + reason);
	}

	static Stream<Arguments> strangers() {
		return Stream.of(stranger("untrusted-chain", (ca) -> ca.wrong("caller").selfSigned()),
				stranger("untrusted-chain", (ca) -> ca.wrong("caller").signedByStranger()),
				stranger("unknown-trust-domain", (ca) -> ca.wrong("caller").otherTrustDomain()),
				stranger("expired", (ca) -> ca.wrong("caller").expired()),
				stranger("several-uri-sans", (ca) -> ca.wrong("caller").withTwoUriSans()),
				stranger("not-allowed", (ca) -> ca.svid("audio-processor")));
	}

	private static Arguments stranger(String reason, Function<TestCa, TestSvid> svid) {
		return Arguments.of(reason, svid);
	}

	private static void assertRefused(Attacker attacker) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> attacker.get(server.port(), "/v1/caller"));
	}

	private static void awaitLog(CapturedOutput output, String expected) {
		await().untilAsserted(() -> assertThat(output).contains(expected));
	}

}
