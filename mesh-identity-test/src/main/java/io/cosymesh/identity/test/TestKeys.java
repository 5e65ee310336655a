package io.cosymesh.identity.test;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/**
 * Makes key pairs.
 */
public final class TestKeys {

	private TestKeys() {
	}

	/**
	 * Returns a new P-256 key pair.
	 */
	public static KeyPair p256() {
		return ec("secp256r1");
	}

	/**
	 * Returns a new EC key pair.
	 * @param curve such as {@code secp384r1}
	 */
	public static KeyPair ec(String curve) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec(curve));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns a new key pair of an algorithm at its default size.
	 * @param algorithm such as {@code RSA} or {@code Ed25519}
	 */
	public static KeyPair of(String algorithm) {
		try {
			return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
