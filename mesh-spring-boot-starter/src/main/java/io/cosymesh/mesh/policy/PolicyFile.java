package io.cosymesh.mesh.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A mounted file, read whole at each look, through whatever links lead to it.
 *
 * @param path where it is
 */
record PolicyFile(Path path) {

	private static final int MAX_BYTES = 1 << 20;

	private static final int DIGEST_BYTES = 8;

	Content read() {
		if (!Files.isRegularFile(this.path)) {
			return new Content.Missing(Files.exists(this.path) ? "it is no regular file" : "there is no such file");
		}
		try (InputStream in = Files.newInputStream(this.path)) {
			byte[] bytes = in.readNBytes(MAX_BYTES + 1);
			return (bytes.length > MAX_BYTES) ? new Content.Missing("it is larger than 1 MiB")
					: new Content.Found(decode(bytes), digest(bytes));
		}
		catch (CharacterCodingException ex) {
			return new Content.Missing("it is not UTF-8");
		}
		catch (IOException ex) {
			return new Content.Missing("it can't be read: " + ex.getClass().getSimpleName());
		}
	}

	private static String decode(byte[] bytes) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	private static String digest(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, DIGEST_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("This Java has no SHA-256", ex);
		}
	}

	/**
	 * What one look has seen; two are equal when they have seen the same.
	 */
	sealed interface Content {

		/**
		 * There is something to judge.
		 *
		 * @param text all of it
		 * @param digest start of its SHA-256, in hex
		 */
		record Found(String text, String digest) implements Content {
		}

		/**
		 * There is nothing to judge.
		 *
		 * @param reason why
		 */
		record Missing(String reason) implements Content {
		}

	}

}
