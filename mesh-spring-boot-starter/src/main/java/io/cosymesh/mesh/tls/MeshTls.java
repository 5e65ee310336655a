package io.cosymesh.mesh.tls;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.spiffe.spiffeid.SpiffeId;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.MeshManagers;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;
import io.cosymesh.identity.tls.SvidKeyManager;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Makes the TLS of both ends. Everything made here follows the SVID source by itself and
 * is never to be replaced or reloaded.
 */
public final class MeshTls {

	/**
	 * The name of the server's SSL bundle.
	 */
	public static final String BUNDLE = "mesh";

	private static final String TLS_1_3 = "TLSv1.3";

	private final SvidSource source;

	private final InstantSource clock;

	private final PeerRefusalListener refusals;

	private final KeyManagerFactory identity;

	MeshTls(SvidSource source, InstantSource clock, PeerRefusalListener refusals) {
		this.source = source;
		this.clock = clock;
		this.refusals = refusals;
		this.identity = MeshManagers.keyManagerFactory(new SvidKeyManager(source));
	}

	/**
	 * Makes the bundle of a server.
	 * @param callers who may finish a handshake, asked at each
	 * @return the bundle
	 */
	public SslBundle server(Supplier<? extends PeerRule> callers) {
		return SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE, SslOptions.of((Set<String>) null, Set.of(TLS_1_3)),
				TLS_1_3, SslManagerBundle.of(this.identity, trust(callers)));
	}

	/**
	 * Makes the TLS of a client of one peer, HTTP/2 preferred.
	 * @param peer the only SPIFFE ID that may answer
	 * @return the specification of its TLS context
	 */
	public GenericSslContextSpec<SslContextBuilder> client(SpiffeId peer) {
		Http2SslContextSpec spec = Http2SslContextSpec.forClient();
		spec.configure((builder) -> secure(builder, peer));
		return spec;
	}

	/**
	 * Makes the TLS of a client of one peer that speaks HTTP/1.1 alone, as a WebSocket
	 * has to.
	 * @param peer the only SPIFFE ID that may answer
	 * @return the specification of its TLS context
	 */
	public GenericSslContextSpec<SslContextBuilder> http1Client(SpiffeId peer) {
		Http11SslContextSpec spec = Http11SslContextSpec.forClient();
		spec.configure((builder) -> secure(builder, peer));
		return spec;
	}

	SslContext selfClient() throws SSLException {
		return secure(SslContextBuilder.forClient(), this.source.self()).build();
	}

	SslContext selfServer() throws SSLException {
		return SslContextBuilder.forServer(this.identity)
			.trustManager(trust(() -> PeerRule.only(this.source.self())))
			.clientAuth(ClientAuth.REQUIRE)
			.protocols(TLS_1_3)
			.build();
	}

	private SslContextBuilder secure(SslContextBuilder builder, SpiffeId peer) {
		// The trust manager decides by SPIFFE ID; names and addresses prove nothing here.
		return builder.keyManager(this.identity)
			.trustManager(trust(() -> PeerRule.only(peer)))
			.protocols(TLS_1_3)
			.endpointIdentificationAlgorithm("");
	}

	private TrustManagerFactory trust(Supplier<? extends PeerRule> peers) {
		return MeshManagers.trustManagerFactory(new PeerTrustManager(this.source, peers, this.refusals, this.clock));
	}

}
