package io.cosymesh.ca.attestation;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.HexFormat;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A public key that an operator registered, with the one algorithm it verifies.
 */
record RegisteredKey(PublicKey key, Algorithm algorithm, String thumbprint) {

	/** Reads one PEM {@code PUBLIC KEY} block. */
	static RegisteredKey parse(String pem) throws IOException, GeneralSecurityException {
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			if (!(parser.readObject() instanceof SubjectPublicKeyInfo info) || parser.readObject() != null) {
				throw new IOException("Not one PEM public key");
			}
			PublicKey key = new JcaPEMKeyConverter().getPublicKey(info);
			return new RegisteredKey(key, Algorithm.of(key, info), thumbprint(info));
		}
	}

	private static String thumbprint(SubjectPublicKeyInfo info) throws IOException, GeneralSecurityException {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(info.getEncoded()));
	}

	/**
	 * The algorithms that a registered key can be for.
	 */
	enum Algorithm {

		ES256("ES256", "SHA256withECDSAinP1363Format"), EDDSA("EdDSA", "Ed25519");

		private final String jwsName;

		private final String jcaName;

		Algorithm(String jwsName, String jcaName) {
			this.jwsName = jwsName;
			this.jcaName = jcaName;
		}

		static Algorithm of(PublicKey key, SubjectPublicKeyInfo info) throws IOException {
			if (key instanceof ECPublicKey
					&& SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters())) {
				return ES256;
			}
			if (key instanceof EdECPublicKey edwards && edwards.getParams().getName().equals("Ed25519")) {
				return EDDSA;
			}
			throw new IOException("Neither a P-256 nor an Ed25519 key");
		}

		String jwsName() {
			return this.jwsName;
		}

		String jcaName() {
			return this.jcaName;
		}

	}

}
