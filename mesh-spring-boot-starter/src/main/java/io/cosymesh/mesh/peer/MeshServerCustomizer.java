package io.cosymesh.mesh.peer;

import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.tls.HandshakeFailures;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Refuses to start a mesh server that would take callers without a certificate.
 */
final class MeshServerCustomizer implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private final HandshakeFailures handshakes;

	MeshServerCustomizer(HandshakeFailures handshakes) {
		this.handshakes = handshakes;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		Ssl ssl = factory.getSsl();
		if (!Ssl.isEnabled(ssl) || ssl == null || ssl.getClientAuth() != Ssl.ClientAuth.NEED) {
			throw new MeshConfigurationException("server.ssl",
					"a server with the bundle 'mesh' must have TLS enabled and ask every caller for a certificate",
					"Set server.ssl.client-auth=need and leave server.ssl.enabled alone");
		}
		factory.addServerCustomizers(this.handshakes::watch);
	}

}
