package io.cosymesh.identity.issuance;

import java.util.Base64;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/svid}.
 *
 * @param csr the PKCS #10 request, PEM or base64 of the DER
 * @param ttlSeconds the lifetime wished for, or {@code null} for the CA's default; the CA
 * caps it
 */
public record SvidRequest(String csr, @Nullable Long ttlSeconds) {

	private static final String LABEL = "CERTIFICATE REQUEST";

	public SvidRequest {
		Objects.requireNonNull(csr, "csr");
	}

	/**
	 * Returns a request for a CSR.
	 * @param csrDer the PKCS #10 request
	 * @param ttlSeconds the lifetime wished for, or {@code null}
	 */
	public static SvidRequest ofDer(byte[] csrDer, @Nullable Long ttlSeconds) {
		return new SvidRequest(PemText.write(LABEL, csrDer), ttlSeconds);
	}

	/**
	 * Returns the CSR as DER.
	 * @throws IllegalArgumentException when it is neither PEM nor base64
	 */
	public byte[] csrDer() {
		if (PemText.isArmoured(this.csr)) {
			return PemText.read(LABEL, this.csr);
		}
		try {
			return Base64.getDecoder().decode(this.csr.strip());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("csr is neither PEM nor base64");
		}
	}

}
