package io.cosymesh.ca.authority.vault;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads certificates from the PEM in Vault's answers.
 */
final class PemCertificates {

	private static final int LONGEST = 256 * 1024;

	private PemCertificates() {
	}

	/**
	 * Reads a text or a list of texts.
	 * @param value what the answer holds
	 * @return the certificates in their order, none if there is no value
	 */
	static List<X509Certificate> read(@Nullable Object value) {
		List<X509Certificate> certificates = new ArrayList<>();
		List<?> texts = (value instanceof List<?> list) ? list : (value != null) ? List.of(value) : List.of();
		for (Object text : texts) {
			certificates.addAll(parse(String.valueOf(text)));
		}
		return List.copyOf(certificates);
	}

	private static List<X509Certificate> parse(String pem) {
		if (pem.length() > LONGEST) {
			throw unreadable();
		}
		try {
			List<X509Certificate> certificates = new ArrayList<>();
			for (Certificate certificate : CertificateFactory.getInstance("X.509")
				.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))) {
				certificates.add((X509Certificate) certificate);
			}
			return certificates;
		}
		catch (CertificateException | RuntimeException ex) {
			throw unreadable();
		}
	}

	private static VaultFaultException unreadable() {
		return new VaultFaultException(VaultFault.ANSWER_UNFIT,
				"Vault's answer holds something that is no certificate");
	}

}
