package io.cosymesh.ca.authority.lifecycle;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HexFormat;

/**
 * Tells public keys apart.
 */
final class KeyDigest {

	private static final int ID_DIGITS = 8;

	private KeyDigest() {
	}

	/** Returns SHA-256 of the key's SubjectPublicKeyInfo. */
	static String of(PublicKey key) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no SHA-256", ex);
		}
	}

	/** Returns the id of the authority with this key. */
	static String id(PublicKey key) {
		return of(key).substring(0, ID_DIGITS);
	}

}
