package io.cosymesh.ca.authority.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The three files as they were at one moment.
 *
 * @param certificates {@code tls.crt}: the signing certificate, then intermediates
 * @param key {@code tls.key}: its private key
 * @param roots {@code ca.crt}: the roots
 * @param digest SHA-256 of all three
 */
record FileSet(String certificates, String key, String roots, String digest) {

	static final String CERTIFICATES = "tls.crt";

	static final String KEY = "tls.key";

	static final String ROOTS = "ca.crt";

	private static final int LARGEST = 256 * 1024;

	/** A kubelet swaps this link and nothing else, so that all files change at once. */
	private static final String GENERATION = "..data";

	/**
	 * Reads the files, from one generation where there are generations.
	 * @param directory where they are
	 * @return the files; one that is missing or can't be read is empty
	 */
	static FileSet read(Path directory) {
		Path generation = directory.resolve(GENERATION);
		Path source = directory;
		try {
			source = Files.isSymbolicLink(generation) ? generation.toRealPath() : directory;
		}
		catch (IOException ex) {
			// The link is being swapped: the files then look missing, until the next
			// look.
		}
		String certificates = content(source.resolve(CERTIFICATES));
		String key = content(source.resolve(KEY));
		String roots = content(source.resolve(ROOTS));
		return new FileSet(certificates, key, roots, digest(List.of(certificates, key, roots)));
	}

	private static String content(Path file) {
		try (InputStream stream = Files.newInputStream(file)) {
			byte[] content = stream.readNBytes(LARGEST + 1);
			return (content.length > LARGEST) ? "" : new String(content, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static String digest(List<String> contents) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String content : contents) {
				digest.update((content.length() + ":").getBytes(StandardCharsets.US_ASCII));
				digest.update(content.getBytes(StandardCharsets.ISO_8859_1));
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "FileSet[digest=" + this.digest + "]";
	}

}
