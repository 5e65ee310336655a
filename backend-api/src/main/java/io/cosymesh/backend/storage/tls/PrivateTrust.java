package io.cosymesh.backend.storage.tls;

import java.nio.file.Path;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import software.amazon.awssdk.http.TlsTrustManagersProvider;

/**
 * Trust in the authorities of a file and in nobody else.
 */
public final class PrivateTrust {

	private PrivateTrust() {
	}

	/**
	 * Reads the authorities.
	 * @param certificates a PEM file
	 * @return trust in them, as the S3 client takes it
	 */
	public static TlsTrustManagersProvider of(Path certificates) {
		SslBundle bundle = SslBundle.of(new PemSslStoreBundle(null,
				PemSslStoreDetails.forCertificate(certificates.toAbsolutePath().toUri().toString())));
		return bundle.getManagers()::getTrustManagers;
	}

}
