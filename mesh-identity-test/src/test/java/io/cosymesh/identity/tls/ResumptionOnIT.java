package io.cosymesh.identity.tls;

import io.netty.handler.ssl.SslProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.cosymesh.identity.authorize.PeerRule;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs without the flags, as if someone had lost them: sessions do resume, and the trust
 * manager still has the last word.
 */
@Tag("resumption-on")
class ResumptionOnIT {

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = { "JDK", "OPENSSL" })
	void resumedSessionIsRefusedAfterTheAllowlistChanged(SslProvider engine) {
		HandshakeFixture fixture = new HandshakeFixture(engine);
		try (SecureLoopback server = new SecureLoopback(fixture.serverContext)) {
			assertThat(server.connect(fixture.clientContext).greeted()).isTrue();
			assertThat(server.connect(fixture.clientContext).greeted()).isTrue();
			assertThat(fixture.atServer.full).as("full handshakes").hasValue(1);
			assertThat(fixture.atServer.resumed).as("resumed handshakes").hasValue(1);
			fixture.allowedClients = new PeerRule.Nobody();
			assertThat(server.connect(fixture.clientContext).greeted()).isFalse();
			assertThat(fixture.refusals).isNotEmpty();
		}
	}

}
