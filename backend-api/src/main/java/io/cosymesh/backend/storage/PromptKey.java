package io.cosymesh.backend.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Address of a stored prompt: the SHA-256 of its PCM, so that the same audio is kept once
 * and can't be changed unnoticed.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record PromptKey(String sha256) {

	private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

	public PromptKey {
		if (!SHA_256.matcher(sha256).matches()) {
			throw new IllegalArgumentException("Not a SHA-256 in hexadecimal: " + sha256.length() + " characters");
		}
	}

	static PromptKey of(byte[] pcm) {
		try {
			return new PromptKey(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pcm)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
