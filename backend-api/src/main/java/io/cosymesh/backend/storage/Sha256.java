package io.cosymesh.backend.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names content by what it is.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Returns the SHA-256 of some content.
	 * @param content the content
	 * @return 64 lower-case hexadecimal digits
	 */
	public static String hex(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
