package io.cosymesh.system;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody else at the address of a service, put there by whoever answers DNS.
 */
@Tag("attackers")
@Order(6)
@ExtendWith(StackExtension.class)
class ImpostorIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final Map<String, String> FIELDS = Map.of("text", "Hello.");

	private final Cosymesh stack;

	private final StackAuthority authority;

	ImpostorIT(Cosymesh stack) {
		this.stack = stack;
		this.authority = new StackAuthority(stack);
	}

	@Test
	void clientSendsNothingToAnImpostorAndLogsWhoItWas() throws Exception {
		TestSvid svid = this.authority.svid("audio-processor");
		Cosymesh.Log log = this.stack.log("backend-api");
		instead("inference-engine", () -> {
			try (FakeServer engine = FakeServer.showing(svid, MeshPort.INFERENCE_ENGINE.in(this.stack));
					Gateway gateway = new Gateway(this.stack.credentials())) {
				assertBroken(gateway.clone(FIELDS, Clips.ordinary()), "inference-engine");
				assertThat(engine.connections()).isPositive();
				assertThat(engine.read()).isEmpty();
			}
		});
		log.await("event=handshake-refused", "peer=" + StackAuthority.idOf("audio-processor"), "role=server",
				"reason=not-allowed", "expected=" + StackAuthority.idOf("inference-engine"));
	}

	@Test
	void nameThatLeadsToAnotherServiceIsNotMistakenForIt() throws Exception {
		Cosymesh.Log log = this.stack.log("backend-api");
		Audit engine = this.stack.audit("inference-engine");
		instead("audio-processor", () -> {
			try (Relay name = new Relay(MeshPort.AUDIO_PROCESSOR.in(this.stack),
					MeshPort.INFERENCE_ENGINE.in(this.stack));
					Gateway gateway = new Gateway(this.stack.credentials())) {
				assertBroken(gateway.clone(FIELDS, Clips.ordinary()), "audio-processor");
				assertThat(name.connections()).isPositive();
			}
		});
		log.await("event=handshake-refused", "peer=" + StackAuthority.idOf("inference-engine"), "role=server",
				"reason=not-allowed", "expected=" + StackAuthority.idOf("audio-processor"));
		log.await("event=failed status=502 type=urn:cosymesh:problem:peer-broken", "path=/api/v1/clone");
		assertThat(engine.decisions()).noneMatch((decision) -> decision.path("path").asString("").contains("prompts"));
	}

	@Test
	void gatewaySendsNothingToWhoeverIsNotBackendApi() throws Exception {
		Cosymesh.Log log = this.stack.log("webui-service");
		int port = MeshPort.BACKEND_API.in(this.stack);
		instead("backend-api", () -> {
			try (Gateway gateway = new Gateway(this.stack.credentials())) {
				for (Map.Entry<TestSvid, String> impostor : impostors().entrySet()) {
					try (FakeServer backend = FakeServer.showing(impostor.getKey(), port)) {
						assertBroken(answerWith(backend, gateway), "backend-api");
						assertThat(backend.read()).isEmpty();
					}
					log.await("event=handshake-refused", "role=server", impostor.getValue(),
							"serial=" + serialOf(impostor.getKey()), "expected=" + StackAuthority.idOf("backend-api"));
				}
				try (FakeServer backend = FakeServer.inPlaintext(port)) {
					assertBroken(answerWith(backend, gateway), "backend-api");
					assertThat(backend.read()).doesNotContain("/api/v1/voices", "HTTP/");
				}
			}
		});
	}

	// After some failures the address is left alone for a while.
	private static HttpResponse<byte[]> answerWith(FakeServer impostor, Gateway gateway) {
		return Awaitility.await()
			.atMost(SOON)
			.pollInterval(Duration.ofMillis(250))
			.until(() -> gateway.send(gateway.get("/api/v1/voices").build()), (_) -> impostor.connections() > 0);
	}

	private Map<TestSvid, String> impostors() {
		String foreign = "spiffe://partner.example/ns/cosymesh/sa/backend-api";
		Map<TestSvid, String> impostors = new LinkedHashMap<>();
		impostors.put(this.authority.svidOf("spiffe://cosymesh.local/ns/default/sa/backend-api"), "reason=not-allowed");
		impostors.put(this.authority.svidOf(foreign), "reason=unknown-trust-domain");
		impostors.put(TestCa.create().svid("backend-api"), "reason=untrusted-chain");
		impostors.put(this.authority.expired("backend-api"), "reason=expired");
		return impostors;
	}

	private static String serialOf(TestSvid svid) {
		return svid.leaf().getSerialNumber().toString(16);
	}

	private static void assertBroken(HttpResponse<byte[]> response, String peer) {
		assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(502);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(Gateway.problem(response).path("type").asString()).isEqualTo("urn:cosymesh:problem:peer-broken");
		assertThat(Gateway.problem(response).path("peer").asString()).isEqualTo(peer);
	}

	private void instead(String service, Impostor impostor) throws Exception {
		this.stack.kill(service);
		try {
			impostor.act();
		}
		finally {
			this.stack.succeed("restart", service);
			awaitThatOthersFoundIt();
		}
	}

	private void awaitThatOthersFoundIt() {
		try (Gateway gateway = new Gateway(this.stack.credentials())) {
			Awaitility.await().atMost(SOON).until(() -> gateway.clone(FIELDS, Clips.ordinary()).statusCode() == 200);
		}
	}

	private interface Impostor {

		void act() throws Exception;

	}

}
