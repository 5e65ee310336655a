package io.cosymesh.identity.tls;

import io.netty.handler.ssl.SslProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.tls.SecureLoopback.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs with the flags of {@code config/jvm.options}.
 */
class ResumptionOffIT {

	private static final int CONNECTIONS = 5;

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = { "JDK", "OPENSSL" })
	void everyConnectionIsAFullHandshakeVerifiedAtBothEnds(SslProvider engine) {
		HandshakeFixture fixture = new HandshakeFixture(engine);
		try (SecureLoopback server = new SecureLoopback(fixture.serverContext)) {
			for (int i = 0; i < CONNECTIONS; i++) {
				assertThat(server.connect(fixture.clientContext).greeted()).isTrue();
			}
			assertThat(fixture.atServer.full).hasValue(CONNECTIONS);
			assertThat(fixture.atClient.full).hasValue(CONNECTIONS);
			assertThat(fixture.atServer.resumed).hasValue(0);
			assertThat(fixture.atClient.resumed).hasValue(0);
			fixture.allowedClients = new PeerRule.Nobody();
			assertThat(server.connect(fixture.clientContext).greeted()).isFalse();
			assertThat(fixture.refusals).extracting(PeerRefusal::reason).containsExactly(SvidRefusal.NOT_ALLOWED);
		}
	}

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = "OPENSSL")
	void boringSslAgreesOnAHybridPostQuantumGroup(SslProvider engine) {
		HandshakeFixture fixture = new HandshakeFixture(engine);
		try (SecureLoopback server = new SecureLoopback(fixture.serverContext)) {
			Outcome outcome = server.connect(fixture.clientContext);
			assertThat(outcome.protocol()).isEqualTo("TLSv1.3");
			assertThat(outcome.group()).isEqualTo("X25519MLKEM768");
		}
	}

}
