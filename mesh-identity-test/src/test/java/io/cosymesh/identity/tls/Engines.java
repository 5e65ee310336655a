package io.cosymesh.identity.tls;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

/**
 * TLS 1.3 contexts on either engine, made as the starter makes them.
 */
final class Engines {

	private Engines() {
	}

	static SslContext server(SslProvider engine, KeyManager keyManager, TrustManager trustManager) {
		try {
			return SslContextBuilder.forServer(MeshManagers.keyManagerFactory(keyManager))
				.trustManager(MeshManagers.trustManagerFactory(trustManager))
				.clientAuth(ClientAuth.REQUIRE)
				.sslProvider(engine)
				.protocols("TLSv1.3")
				.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static SslContext client(SslProvider engine, KeyManager keyManager, TrustManager trustManager) {
		try {
			return SslContextBuilder.forClient()
				.keyManager(MeshManagers.keyManagerFactory(keyManager))
				.trustManager(MeshManagers.trustManagerFactory(trustManager))
				.sslProvider(engine)
				.protocols("TLSv1.3")
				.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
