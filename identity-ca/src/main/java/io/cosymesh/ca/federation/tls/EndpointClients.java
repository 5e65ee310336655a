package io.cosymesh.ca.federation.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.tls.PeerTrustManager;

/**
 * Makes HTTP clients that show no certificate and accept one kind of server. Each has a
 * TLS context of its own, so that no session outlives a change of trust: make one per
 * connection.
 */
public final class EndpointClients {

	private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };

	private EndpointClients() {
	}

	/**
	 * Returns a client of servers that prove their SPIFFE ID.
	 * @param trustManager verifies the server
	 */
	public static HttpClient.Builder spiffe(PeerTrustManager trustManager) {
		try {
			return builder(new TrustManager[] { trustManager });
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JDK has no TLS", ex);
		}
	}

	/**
	 * Returns a client of servers that prove their host name.
	 * @param roots PEM file with the roots to accept, or {@code null} for those of the
	 * operating system
	 * @throws IOException if the file can't be read or holds no certificate
	 */
	public static HttpClient.Builder web(@Nullable Path roots) throws IOException {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((roots != null) ? read(roots) : null);
			return builder(factory.getTrustManagers());
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("Certificate authorities %s can't be used: %s".formatted(roots, ex.getMessage()), ex);
		}
	}

	private static KeyStore read(Path roots) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		for (Certificate certificate : certificates(roots)) {
			store.setCertificateEntry("root-" + store.size(), certificate);
		}
		if (store.size() == 0) {
			throw new IOException("%s holds no certificate".formatted(roots));
		}
		return store;
	}

	private static Collection<? extends Certificate> certificates(Path roots)
			throws IOException, GeneralSecurityException {
		try (InputStream pem = Files.newInputStream(roots)) {
			return CertificateFactory.getInstance("X.509").generateCertificates(pem);
		}
	}

	private static HttpClient.Builder builder(TrustManager[] trustManagers) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		// An empty list, since null would let the JDK find a key store of its own.
		context.init(new KeyManager[0], trustManagers, null);
		SSLParameters parameters = context.getDefaultSSLParameters();
		parameters.setProtocols(PROTOCOLS.clone());
		return HttpClient.newBuilder()
			.sslContext(context)
			.sslParameters(parameters)
			.version(HttpClient.Version.HTTP_1_1)
			.proxy(HttpClient.Builder.NO_PROXY)
			.followRedirects(HttpClient.Redirect.NEVER);
	}

}
