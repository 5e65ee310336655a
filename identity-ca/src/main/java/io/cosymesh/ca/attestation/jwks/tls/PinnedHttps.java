package io.cosymesh.ca.attestation.jwks.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * HTTPS clients that trust what a file says and nobody else.
 */
public final class PinnedHttps {

	private PinnedHttps() {
	}

	/**
	 * Creates a client that follows no redirects.
	 * @param caFile PEM certificates to trust, or {@code null} for those of the platform
	 * @param timeout how long connecting may take
	 * @return the client
	 * @throws IOException if the file can't be read
	 * @throws GeneralSecurityException if it holds no certificates
	 */
	public static HttpClient client(@Nullable Path caFile, Duration timeout)
			throws IOException, GeneralSecurityException {
		HttpClient.Builder client = HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(timeout);
		return (caFile != null) ? client.sslContext(trusting(caFile)).build() : client.build();
	}

	private static SSLContext trusting(Path caFile) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (InputStream content = Files.newInputStream(caFile)) {
			int number = 0;
			for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
				store.setCertificateEntry("ca-" + number++, certificate);
			}
		}
		if (store.size() == 0) {
			throw new GeneralSecurityException("No certificates in " + caFile);
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
