package io.cosymesh.ca.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets by AES-256-GCM, each bound to what it is for, so that a sealed secret put
 * in another's place does not open.
 */
public final class KeyEncryptionKey {

	/** How many random bytes make a key. */
	static final int BYTES = 32;

	private static final byte FORMAT = 1;

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private final SecretKey key;

	private final String check;

	private final SecureRandom random;

	/**
	 * Takes a key.
	 * @param bytes 32 random bytes
	 * @param random source of nonces
	 */
	public KeyEncryptionKey(byte[] bytes, SecureRandom random) {
		if (bytes.length != BYTES) {
			throw new IllegalArgumentException("A key-encryption key has %d bytes".formatted(BYTES));
		}
		this.key = new SecretKeySpec(bytes, "AES");
		this.check = check(bytes);
		this.random = random;
	}

	/**
	 * Returns what tells this key from others and betrays nothing of it.
	 * @return 32 hexadecimal digits
	 */
	public String check() {
		return this.check;
	}

	/**
	 * Seals a secret.
	 * @param secret the secret
	 * @param purpose what it is for; needed to open it
	 * @return base64 of the sealed secret
	 */
	public String seal(byte[] secret, String purpose) {
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		try {
			byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret);
			return Base64.getEncoder()
				.encodeToString(ByteBuffer.allocate(1 + nonce.length + sealed.length)
					.put(FORMAT)
					.put(nonce)
					.put(sealed)
					.array());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no AES-256-GCM", ex);
		}
	}

	/**
	 * Opens a sealed secret.
	 * @param sealed what {@link #seal} returned
	 * @param purpose what it was sealed for
	 * @return the secret
	 * @throws SealBrokenException if it isn't that
	 */
	public byte[] open(String sealed, String purpose) {
		try {
			byte[] bytes = Base64.getDecoder().decode(sealed);
			if (bytes.length <= 1 + NONCE_BYTES || bytes[0] != FORMAT) {
				throw new IllegalArgumentException("Not in the format of sealed secrets");
			}
			byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES);
			return cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(bytes, 1 + NONCE_BYTES,
					bytes.length - 1 - NONCE_BYTES);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new SealBrokenException("The sealed secret of %s does not open".formatted(purpose), ex);
		}
	}

	private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.key, new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	private static String check(byte[] bytes) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
			byte[] code = mac.doFinal("cosymesh key-encryption key check".getBytes(StandardCharsets.US_ASCII));
			return HexFormat.of().formatHex(code, 0, 16);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no HMAC-SHA256", ex);
		}
	}

	@Override
	public String toString() {
		return "KeyEncryptionKey[******]";
	}

}
