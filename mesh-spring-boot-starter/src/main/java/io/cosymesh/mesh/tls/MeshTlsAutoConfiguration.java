package io.cosymesh.mesh.tls;

import java.time.InstantSource;

import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;

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
	MeshTls meshTls(SvidSource source, InstantSource clock, PeerRefusalListener refusals) {
		return new MeshTls(source, clock, refusals);
	}

	@Bean
	HandshakeFailures handshakeFailures() {
		return new HandshakeFailures();
	}

	@Bean
	TlsSelfTest tlsSelfTest(MeshTls tls) {
		return new TlsSelfTest(tls, SELF_TEST_PHASE);
	}

}
