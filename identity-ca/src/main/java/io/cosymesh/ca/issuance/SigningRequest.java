package io.cosymesh.ca.issuance;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.issuance.SvidRequest;

/**
 * A PKCS#10 request that can be read, and nothing more: {@link CsrPolicy} judges it.
 *
 * @param csr the request
 */
record SigningRequest(PKCS10CertificationRequest csr) {

	static final Map<ASN1ObjectIdentifier, String> SIGNATURES = Map.of(X9ObjectIdentifiers.ecdsa_with_SHA256,
			"SHA256withECDSA", X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
			X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA", PKCSObjectIdentifiers.sha256WithRSAEncryption,
			"SHA256withRSA", PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
			PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");

	private static final int LARGEST_TEXT = 16 * 1024;

	private static final int LARGEST_DER = 8 * 1024;

	/** Reads PEM, or base64 of DER with or without line breaks. */
	static SigningRequest parse(@Nullable String text) {
		if (text == null || text.isBlank()) {
			throw malformed("The CSR is missing.");
		}
		if (text.length() > LARGEST_TEXT) {
			throw tooLarge();
		}
		String plain = text.contains("-----") ? text : text.replaceAll("\\s", "");
		try {
			return parse(new SvidRequest(plain, null).csrDer());
		}
		catch (IllegalArgumentException ex) {
			throw malformed("The CSR is neither PEM nor base64.");
		}
	}

	static SigningRequest parse(byte[] der) {
		if (der.length > LARGEST_DER) {
			throw tooLarge();
		}
		try {
			return new SigningRequest(new PKCS10CertificationRequest(der));
		}
		// Bouncy Castle answers hostile DER with several kinds of runtime exceptions.
		catch (IOException | RuntimeException ex) {
			throw malformed("The CSR is not a PKCS#10 request.");
		}
	}

	PublicKey publicKey() {
		try {
			return new JcaPKCS10CertificationRequest(this.csr).getPublicKey();
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			throw RefusedException.of(Refusal.CSR_KEY_NOT_ALLOWED, "The key of the CSR cannot be used.");
		}
	}

	// Bouncy Castle's verifier would verify every signature twice, for the sake of
	// certain
	// tokens.
	boolean isSignedBy(PublicKey key) {
		String algorithm = SIGNATURES.get(this.csr.getSignatureAlgorithm().getAlgorithm());
		if (algorithm == null) {
			return false;
		}
		try {
			Signature signature = Signature.getInstance(algorithm);
			signature.initVerify(key);
			signature.update(this.csr.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
			return signature.verify(this.csr.getSignature());
		}
		catch (IOException | GeneralSecurityException | RuntimeException ex) {
			return false;
		}
	}

	@Override
	public String toString() {
		return "SigningRequest[csr=...]";
	}

	private static RefusedException tooLarge() {
		return RefusedException.of(Refusal.CSR_TOO_LARGE, "The CSR is larger than 8 KiB.");
	}

	static RefusedException malformed(String detail) {
		return RefusedException.of(Refusal.CSR_MALFORMED, detail);
	}

}
