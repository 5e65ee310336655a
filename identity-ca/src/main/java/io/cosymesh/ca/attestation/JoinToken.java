package io.cosymesh.ca.attestation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A secret of 256 random bits that proves a name once. It never prints; its prefix lets
 * secret scanners find it where it should not be.
 *
 * @param value the text to hand over
 */
public record JoinToken(String value) {

	private static final String PREFIX = "cosymesh-join-";

	private static final int BYTES = 32;

	private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

	/**
	 * Refuses text that can't be a join token.
	 */
	public JoinToken {
		if (!looksLike(value)) {
			throw new IllegalArgumentException("Not a join token");
		}
	}

	static JoinToken random(SecureRandom random) {
		byte[] secret = new byte[BYTES];
		random.nextBytes(secret);
		return new JoinToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
	}

	static boolean looksLike(String text) {
		return SHAPE.matcher(text).matches();
	}

	// No salt and no stretching: 256 random bits can't be guessed from their hash.
	String hash() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(this.value.getBytes(StandardCharsets.US_ASCII));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "JoinToken[******]";
	}

}
