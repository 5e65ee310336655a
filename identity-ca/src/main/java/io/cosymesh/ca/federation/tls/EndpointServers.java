package io.cosymesh.ca.federation.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.TrustManagerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.MeshManagers;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;
import io.cosymesh.identity.tls.SvidKeyManager;

/**
 * Makes the TLS of servers that show a certificate and ask for none.
 */
public final class EndpointServers {

	private static final String TLS = "TLS";

	private static final SslOptions INTERMEDIATE = SslOptions.of(new LinkedHashSet<>(
			List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
					"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
					"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
					"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")),
			Set.of("TLSv1.3", "TLSv1.2"));

	private EndpointServers() {
	}

	/**
	 * Returns the TLS of a server that proves its host name.
	 * @param certificates the chain, leaf first
	 * @param key the leaf's private key
	 */
	public static SslBundle web(List<X509Certificate> certificates, PrivateKey key) {
		return SslBundle.of(new PemSslStoreBundle(PemSslStore.of(certificates, key), null), SslBundleKey.NONE,
				INTERMEDIATE, TLS);
	}

	/**
	 * Returns the TLS of a server that proves its SPIFFE ID, live.
	 * @param source where its SVID is
	 * @param clock tells whether certificates are valid
	 */
	public static SslBundle spiffe(SvidSource source, InstantSource clock) {
		return SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE, INTERMEDIATE, TLS,
				SslManagerBundle.of(MeshManagers.keyManagerFactory(new SvidKeyManager(source)), nobody(source, clock)));
	}

	// No client is asked for a certificate; should one show one, it counts for nothing.
	private static TrustManagerFactory nobody(SvidSource source, InstantSource clock) {
		return MeshManagers.trustManagerFactory(
				new PeerTrustManager(source, PeerRule.Nobody::new, PeerRefusalListener.logging(), clock));
	}

}
