package io.cosymesh.mesh.tls;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.PeerRefusal;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;
import io.cosymesh.mesh.tls.HandshakeListener.RefusedHandshake;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of TLS with the application's SVID.
 */
@AutoConfiguration(after = MeshIdentityAutoConfiguration.class)
public final class MeshTlsAutoConfiguration {

	// After the first SVID, before any server binds.
	private static final int SELF_TEST_PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 512;

	@Bean
	@ConditionalOnMissingBean
	PeerRefusalListener peerRefusalListener() {
		return PeerRefusalListener.logging();
	}

	@Bean
	MeshTls meshTls(SvidSource source, InstantSource clock, PeerRefusalListener refusals,
			ObjectProvider<HandshakeListener> listeners) {
		List<HandshakeListener> all = listeners.orderedStream().toList();
		return new MeshTls(source, clock, (refusal) -> {
			refusals.refused(refusal);
			all.forEach((listener) -> listener.refused(refused(refusal)));
		});
	}

	@Bean
	HandshakeFailures handshakeFailures(ObjectProvider<HandshakeListener> listeners) {
		return new HandshakeFailures(listeners.orderedStream().toList());
	}

	@Bean
	TlsSelfTest tlsSelfTest(MeshTls tls) {
		return new TlsSelfTest(tls, SELF_TEST_PHASE);
	}

	private static RefusedHandshake refused(PeerRefusal refusal) {
		return new RefusedHandshake(refusal.peerRole() == PeerRefusal.PeerRole.CLIENT,
				Optional.ofNullable(refusal.claimedId()).map(SpiffeId::toString).orElse(null), null,
				refusal.reason().code(),
				Optional.ofNullable(refusal.expectedId())
					.map((expected) -> "Whoever answered was not " + expected)
					.orElse("The certificate of the peer, serial %s, was refused"
						.formatted(refusal.serial().isEmpty() ? "-" : refusal.serial())));
	}

}
