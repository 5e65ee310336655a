package io.cosymesh.webui.access.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises a secret without keeping it: a keyed hash under a key that lives as long as
 * the process, compared in constant time.
 */
public final class SecretFingerprint {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int SHORTEST = 8;

	private final SecretKeySpec key;

	private final byte[] expected;

	private SecretFingerprint(String secret, RandomGenerator random) {
		byte[] bytes = new byte[32];
		random.nextBytes(bytes);
		this.key = new SecretKeySpec(bytes, ALGORITHM);
		this.expected = hash(secret);
	}

	/**
	 * Reads a secret from a file.
	 * @param file the file
	 * @param property what names the file
	 * @param random what makes the key
	 * @return what recognises the secret
	 * @throws UnusableSecretException when there is none or it is too short to be one
	 */
	public static SecretFingerprint read(Path file, String property, RandomGenerator random) {
		try {
			String secret = Files.readString(file).strip();
			if (secret.length() < SHORTEST) {
				throw new UnusableSecretException(property, file, "holds fewer than %d characters".formatted(SHORTEST));
			}
			return new SecretFingerprint(secret, random);
		}
		catch (NoSuchFileException ex) {
			throw new UnusableSecretException(property, file, "does not exist");
		}
		catch (IOException ex) {
			throw new UnusableSecretException(property, file, "can't be read");
		}
	}

	/**
	 * Compares a secret in a time that tells nothing.
	 * @param candidate what may be the secret
	 * @return whether it is
	 */
	public boolean matches(String candidate) {
		return MessageDigest.isEqual(this.expected, hash(candidate));
	}

	private byte[] hash(String secret) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has HMAC-SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "SecretFingerprint[***]";
	}

}
