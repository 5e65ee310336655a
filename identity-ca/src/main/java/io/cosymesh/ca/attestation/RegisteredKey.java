package io.cosymesh.ca.attestation;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A public key of a workload, with the one algorithm it verifies.
 *
 * @param key the key
 * @param algorithm what it verifies
 * @param thumbprint SHA-256 of its SubjectPublicKeyInfo, in hex
 */
record RegisteredKey(PublicKey key, Algorithm algorithm, String thumbprint) {

	/** Reads PEM {@code PUBLIC KEY} blocks and nothing else, at least one. */
	static List<RegisteredKey> parseAll(String pem) throws IOException, GeneralSecurityException {
		List<RegisteredKey> keys = new ArrayList<>();
		try (PEMParser parser = new PEMParser(new StringReader(pem))) {
			for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
				if (!(block instanceof SubjectPublicKeyInfo info)) {
					throw new IOException("Not a PEM public key");
				}
				keys.add(of(info));
			}
		}
		if (keys.isEmpty()) {
			throw new IOException("No PEM public key");
		}
		return List.copyOf(keys);
	}

	/** Reads what {@link #encoded} wrote. */
	static RegisteredKey decode(String encoded) {
		try {
			return of(SubjectPublicKeyInfo.getInstance(Base64.getDecoder().decode(encoded)));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("The database holds a key that was never registered", ex);
		}
	}

	/** Returns the SubjectPublicKeyInfo in base64. */
	String encoded() {
		return Base64.getEncoder().encodeToString(this.key.getEncoded());
	}

	private static RegisteredKey of(SubjectPublicKeyInfo info) throws IOException, GeneralSecurityException {
		PublicKey key = new JcaPEMKeyConverter().getPublicKey(info);
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
		return new RegisteredKey(key, Algorithm.of(key, info), HexFormat.of().formatHex(digest));
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
