package io.cosymesh.webui.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/**
 * Makes and compares key pairs.
 */
final class KeyPairs {

	private KeyPairs() {
	}

	static KeyPair p256() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has P-256", ex);
		}
	}

	/**
	 * Tells whether two keys are a pair, by signing with one and verifying with the
	 * other.
	 */
	static boolean match(PublicKey publicKey, PrivateKey privateKey) {
		String algorithm = switch (publicKey.getAlgorithm()) {
			case "EC" -> "SHA256withECDSA";
			case "RSA" -> "SHA256withRSA";
			default -> publicKey.getAlgorithm();
		};
		byte[] challenge = "Are these keys a pair?".getBytes(StandardCharsets.US_ASCII);
		try {
			Signature signature = Signature.getInstance(algorithm);
			signature.initSign(privateKey);
			signature.update(challenge);
			byte[] signed = signature.sign();
			signature.initVerify(publicKey);
			signature.update(challenge);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
