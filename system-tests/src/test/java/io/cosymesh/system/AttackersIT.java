package io.cosymesh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class AttackersIT {

	private final Cosymesh stack;

	private final StackAuthority authority;

	private final TestCa stranger = TestCa.create();

	AttackersIT(Cosymesh stack) {
		this.stack = stack;
		this.authority = new StackAuthority(stack);
	}

	@ParameterizedTest
	@EnumSource
	void expectedPeerIsLetIn(Target target) throws Exception {
		Attacker peer = new Attacker(this.authority.svid(target.caller));
		assertThat(peer.request(port(target), "GET", "/no/such/route")).isIn(403, 404);
	}

	@ParameterizedTest
	@EnumSource
	void nobodyWithoutACertificateIsLetIn(Target target) {
		assertRefused(target, Attacker.withoutCertificate());
	}

	@ParameterizedTest
	@EnumSource
	void selfSignedCertificateIsRefused(Target target) {
		assertRefusedAndLogged(target, this.stranger.wrong(target.caller).selfSigned(),
				StackAuthority.idOf(target.caller), "untrusted-chain");
	}

	@ParameterizedTest
	@EnumSource
	void certificateOfAnotherCaIsRefused(Target target) {
		assertRefusedAndLogged(target, this.stranger.svid(target.caller), StackAuthority.idOf(target.caller),
				"untrusted-chain");
	}

	@ParameterizedTest
	@EnumSource
	void expiredSvidIsRefused(Target target) {
		assertRefusedAndLogged(target, this.authority.expired(target.caller), StackAuthority.idOf(target.caller),
				"expired");
	}

	@ParameterizedTest
	@EnumSource(names = "IDENTITY_CA", mode = EnumSource.Mode.EXCLUDE)
	void validSvidOfAnotherServiceIsRefused(Target target) {
		assertRefusedAndLogged(target, this.authority.svid(target.other), StackAuthority.idOf(target.other),
				"not-allowed");
	}

	@ParameterizedTest
	@EnumSource(names = "IDENTITY_CA", mode = EnumSource.Mode.EXCLUDE)
	void validSvidOfAnotherNamespaceIsRefused(Target target) {
		String id = "spiffe://cosymesh.local/ns/default/sa/" + target.caller;
		assertRefusedAndLogged(target, this.authority.svidOf(id), id, "not-allowed");
	}

	@ParameterizedTest
	@EnumSource
	void validSvidOfAForeignTrustDomainIsRefused(Target target) {
		TestSvid svid = TestCa.create("partner.example", InstantSource.system()).svid(target.caller);
		assertRefusedAndLogged(target, svid, "spiffe://partner.example/ns/cosymesh/sa/" + target.caller,
				"unknown-trust-domain");
	}

	@ParameterizedTest
	@EnumSource(names = { "AUDIO_PROCESSOR", "INFERENCE_ENGINE" })
	void handshakeThatTheRuleOfTheMeshOpensAllowsNothingElse(Target target) throws Exception {
		Cosymesh.Log log = this.stack.log(target.service);
		Attacker gateway = new Attacker(this.authority.svid("webui-service"));
		assertThat(gateway.request(port(target), "GET", "/mesh/authz")).isEqualTo(200);
		assertThat(gateway.request(port(target), "POST", target.route)).isEqualTo(403);
		log.await("event=denied", StackAuthority.idOf("webui-service"), "path=" + target.route);
	}

	@Test
	void workloadMayRenewButNotAdminister() throws Exception {
		Cosymesh.Log log = this.stack.log("identity-ca");
		Attacker workload = new Attacker(this.authority.svid("audio-processor"));
		assertThat(workload.request(port(Target.IDENTITY_CA), "POST", "/v1/admin/join-tokens")).isEqualTo(403);
		log.await("event=denied", StackAuthority.idOf("audio-processor"), "/v1/admin/join-tokens");
	}

	@Test
	void routeThatAPeerMayNotCallIsForbiddenWhetherItExistsOrNot() throws Exception {
		Attacker gateway = new Attacker(this.authority.svid("webui-service"));
		assertThat(gateway.request(port(Target.BACKEND_API), "GET", "/mesh/authz")).isEqualTo(200);
		assertThat(gateway.request(port(Target.BACKEND_API), "GET", "/no/such/route")).isEqualTo(403);
		assertThat(gateway.request(port(Target.BACKEND_API), "GET", "/actuator/env")).isEqualTo(403);
	}

	@ParameterizedTest
	@EnumSource
	void olderTlsIsRefused(Target target) {
		Attacker peer = new Attacker(this.authority.svid(target.caller));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> peer.request(port(target), "TLSv1.2", "GET", "/"));
	}

	@ParameterizedTest
	@EnumSource
	void everyConnectionIsAFullHandshake(Target target, @TempDir Path folder) throws Exception {
		TestSvid svid = this.authority.svid(target.caller);
		Path certificate = Files.writeString(folder.resolve("svid.pem"), svid.chainPem());
		Path key = Files.writeString(folder.resolve("key.pem"), svid.keyPem());
		Path session = folder.resolve("session.pem");
		String connect = "openssl s_client -connect localhost:%d -tls1_3 -cert %s -cert_chain %s -key %s"
			.formatted(port(target), certificate, certificate, key);
		String first = openssl(connect + " -sess_out " + session);
		assertThat(first).contains("New, TLSv1.3").doesNotContain("New Session Ticket arrived");
		if (Files.exists(session)) {
			assertThat(openssl(connect + " -sess_in " + session)).contains("New, TLSv1.3").doesNotContain("Reused");
		}
	}

	@Test
	void attestationPortServesNothingElse() throws Exception {
		int port = this.stack.meshPort(9441);
		Attacker nobody = Attacker.withoutCertificate();
		assertThat(nobody.request(port, "GET", "/v1/bundle")).isEqualTo(200);
		assertThat(nobody.request(port, "POST", "/v1/svid")).isIn(400, 401);
		assertThat(nobody.request(port, "POST", "/v1/admin/join-tokens")).isIn(401, 403);
		assertThat(nobody.request(port, "GET", "/actuator/health")).isIn(401, 403);
	}

	@Test
	void managementPortShowsHealthAndMetricsOnly() throws Exception {
		for (int port : new int[] { 9540, 9543, 9544, 9545, 9546 }) {
			assertThat(plain(port, "/actuator/health/readiness")).isEqualTo(200);
			assertThat(plain(port, "/actuator/prometheus")).isEqualTo(200);
			for (String path : new String[] { "/actuator/env", "/actuator/heapdump", "/actuator/loggers",
					"/v1/svid" }) {
				assertThat(plain(port, path)).as("%d %s", port, path).isGreaterThanOrEqualTo(400);
			}
		}
	}

	private void assertRefusedAndLogged(Target target, TestSvid svid, String id, String reason) {
		Cosymesh.Log log = this.stack.log(target.service);
		assertRefused(target, new Attacker(svid));
		log.await("event=handshake-refused", "peer=" + id, "reason=" + reason);
	}

	private void assertRefused(Target target, Attacker attacker) {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> attacker.request(port(target), "GET", target.route));
	}

	private int port(Target target) {
		return this.stack.meshPort(target.port);
	}

	private int plain(int port, String path) throws Exception {
		try (var client = HttpClient.newHttpClient()) {
			var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.stack.meshPort(port) + path))
				.build();
			return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		}
	}

	private static String openssl(String command) throws Exception {
		// What comes after the handshake (session tickets) is printed while input stays
		// open.
		Process process = new ProcessBuilder("sh", "-c", "sleep 1 | timeout 10 " + command).redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	enum Target {

		IDENTITY_CA("identity-ca", 9440, "operator", "", "/v1/bundle"),

		BACKEND_API("backend-api", 9443, "webui-service", "audio-processor", "/api/v1/voices"),

		AUDIO_PROCESSOR("audio-processor", 9444, "backend-api", "inference-engine", "/v1/prompts"),

		INFERENCE_ENGINE("inference-engine", 9445, "backend-api", "audio-processor", "/v1/synthesize");

		private final String service;

		private final int port;

		private final String caller;

		private final String other;

		private final String route;

		Target(String service, int port, String caller, String other, String route) {
			this.service = service;
			this.port = port;
			this.caller = caller;
			this.other = other;
			this.route = route;
		}

	}

}
