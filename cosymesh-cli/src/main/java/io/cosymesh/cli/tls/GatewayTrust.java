package io.cosymesh.cli.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import io.cosymesh.cli.console.CommandFailure;

/**
 * Verifies the gateway with its local CA, or by its own certificate, and with nothing
 * else.
 */
public final class GatewayTrust {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private GatewayTrust() {
	}

	/**
	 * Returns an HTTP client that trusts servers of one CA.
	 * @param caCertificate the CA's PEM file
	 * @return the client
	 */
	public static HttpClient httpClient(Path caCertificate) {
		if (!Files.exists(caCertificate)) {
			throw CommandFailure.unavailable("CosyMesh has not run here yet; start it with ./cosymesh up");
		}
		try {
			return HttpClient.newBuilder().sslContext(trusting(caCertificate)).connectTimeout(CONNECT_TIMEOUT).build();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw CommandFailure.because("%s is no CA certificate: %s".formatted(caCertificate, ex.getMessage()));
		}
	}

	private static SSLContext trusting(Path caCertificate) throws IOException, GeneralSecurityException {
		KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
		anchors.load(null, null);
		try (InputStream pem = Files.newInputStream(caCertificate)) {
			for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
				anchors.setCertificateEntry("ca-" + anchors.size(), certificate);
			}
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust(anchors), null);
		return context;
	}

	/**
	 * An authority verifies whom it signed. A server's own certificate, read where the
	 * server runs, verifies that server, by whatever name it is reached.
	 */
	private static TrustManager[] trust(KeyStore anchors) throws GeneralSecurityException {
		X509Certificate first = (X509Certificate) anchors.getCertificate("ca-0");
		if (first != null && first.getBasicConstraints() < 0) {
			return new TrustManager[] { new PinnedCertificate(first) };
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(anchors);
		return trust.getTrustManagers();
	}

}
