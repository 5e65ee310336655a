package io.cosymesh.mesh.peer;

import io.cosymesh.mesh.http2.StreamWindows;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.mesh.tls.HandshakeFailures;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Refuses to start a mesh server that would take callers without a certificate, and
 * bounds what one connection may ask at once.
 */
final class MeshServerCustomizer implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	static final long MAX_CONCURRENT_STREAMS = 256;

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
		Http2 http2 = factory.getHttp2();
		if (http2 != null && http2.isEnabled()) {
			factory.addServerCustomizers(
					(server) -> server.http2Settings((settings) -> settings.maxConcurrentStreams(MAX_CONCURRENT_STREAMS)
						.initialWindowSize(StreamWindows.BYTES_PER_STREAM)));
		}
	}

}
