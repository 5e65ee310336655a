package io.cosymesh.identity.issuance;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.spiffe.spiffeid.SpiffeId;
import tools.jackson.databind.JsonNode;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;

/**
 * Answer to {@code POST /v1/svid}.
 *
 * @param spiffeId the ID of the SVID
 * @param chain the leaf and its intermediates as PEM, leaf first, without the root
 * @param expiresAt the leaf's notAfter
 * @param bundle the trust bundle as a SPIFFE JWK set
 * @param time the CA's clock
 */
public record SvidResponse(String spiffeId, String chain, Instant expiresAt, JsonNode bundle, Instant time) {

	public SvidResponse {
		Objects.requireNonNull(spiffeId, "spiffeId");
		Objects.requireNonNull(chain, "chain");
		Objects.requireNonNull(expiresAt, "expiresAt");
		Objects.requireNonNull(bundle, "bundle");
		Objects.requireNonNull(time, "time");
	}

	/**
	 * Returns the answer for an issued SVID.
	 * @param id the ID of the SVID
	 * @param issued the SVID
	 */
	public static SvidResponse of(SpiffeId id, IssuedSvid issued) {
		StringBuilder pem = new StringBuilder();
		for (X509Certificate certificate : issued.chain()) {
			pem.append(PemText.write("CERTIFICATE", der(certificate)));
		}
		return new SvidResponse(id.toString(), pem.toString(), issued.chain().getFirst().getNotAfter().toInstant(),
				SpiffeBundleFormat.toJson(issued.bundle()), issued.caTime());
	}

	/**
	 * Returns the chain as certificates.
	 * @throws CertificateException when it isn't PEM of certificates
	 */
	public List<X509Certificate> chainCertificates() throws CertificateException {
		return CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(this.chain.getBytes(StandardCharsets.US_ASCII)))
			.stream()
			.map(X509Certificate.class::cast)
			.toList();
	}

	private static byte[] der(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalArgumentException("Certificate has no encoded form", ex);
		}
	}

}
