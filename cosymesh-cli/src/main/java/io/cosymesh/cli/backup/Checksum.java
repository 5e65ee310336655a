package io.cosymesh.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of what is copied.
 */
final class Checksum {

	private Checksum() {
	}

	static String copy(Path file, OutputStream target) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return copy(in, target);
		}
	}

	/** Copies everything and returns its SHA-256, 64 hexadecimal digits. */
	static String copy(InputStream source, OutputStream target) throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			new DigestInputStream(source, digest).transferTo(target);
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
