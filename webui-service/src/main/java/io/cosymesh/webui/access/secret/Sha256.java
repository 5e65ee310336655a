package io.cosymesh.webui.access.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes of secrets that are too long to be guessed.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Hashes a secret.
	 * @param secret the secret
	 * @return 64 hexadecimal digits
	 */
	public static String of(String secret) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	/**
	 * Compares hashes in a time that tells nothing.
	 * @param one a hash
	 * @param other another one
	 * @return whether they are the same
	 */
	public static boolean same(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII),
				other.getBytes(StandardCharsets.US_ASCII));
	}

}
