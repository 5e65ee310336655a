package io.cosymesh.ca.authority.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/**
 * Proves that two halves make one key.
 */
final class KeyMatch {

	private static final byte[] CHALLENGE = "do these belong together?".getBytes(StandardCharsets.US_ASCII);

	private KeyMatch() {
	}

	static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(privateKey);
		signature.update(CHALLENGE);
		byte[] proof = signature.sign();
		signature.initVerify(publicKey);
		signature.update(CHALLENGE);
		return signature.verify(proof);
	}

}
