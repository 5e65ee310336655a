package io.cosymesh.mesh.telemetry;

import java.time.Instant;
import java.util.stream.IntStream;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.telemetry.Denial.Stage;
import io.cosymesh.mesh.tls.HandshakeListener.RefusedHandshake;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class DenialsTests {

	private final Denials denials = new Denials(
			new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh", "self"),
			new Instance(new MockEnvironment()), () -> Instant.EPOCH);

	@Test
	void handshakeIsRememberedWithWhoItClaimedToBe() {
		this.denials.refused(new RefusedHandshake(true, "spiffe://cosymesh.local/ns/cosymesh/sa/stranger", null,
				"not-allowed", "why"));
		Denial denial = this.denials.newestFirst().getFirst();
		assertThat(denial.source())
			.isEqualTo(new Workload("spiffe://cosymesh.local/ns/cosymesh/sa/stranger", "stranger"));
		assertThat(denial.stage()).isEqualTo(Stage.HANDSHAKE);
		assertThat(denial.service()).isEqualTo("self");
	}

	@Test
	void theLastTwoHundredAreKeptNewestFirst() {
		IntStream.range(0, 300).forEach((number) -> this.denials.refused(refused(number)));
		assertThat(this.denials.newestFirst()).hasSize(200)
			.extracting(Denial::reason)
			.startsWith("reason-299")
			.endsWith("reason-100");
	}

	private static RefusedHandshake refused(int number) {
		return new RefusedHandshake(true, null, "127.0.0.1:" + number, "reason-" + number, "why");
	}

}
