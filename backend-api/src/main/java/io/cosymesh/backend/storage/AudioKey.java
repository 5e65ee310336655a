package io.cosymesh.backend.storage;

import java.util.regex.Pattern;

/**
 * Address of kept audio: the folder it is in, and the SHA-256 of its content, so that the
 * same audio is kept once in a folder and can't be changed unnoticed.
 *
 * @param folder one or two names of lower-case letters, digits and dashes with a slash
 * between, such as {@code prompts}
 * @param sha256 64 lower-case hexadecimal digits
 */
public record AudioKey(String folder, String sha256) {

	private static final Pattern FOLDER = Pattern.compile("[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})?");

	private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

	public AudioKey {
		if (!FOLDER.matcher(folder).matches()) {
			throw new IllegalArgumentException("Not a folder of audio: " + folder.length() + " characters");
		}
		if (!SHA_256.matcher(sha256).matches()) {
			throw new IllegalArgumentException("Not a SHA-256 in hexadecimal: " + sha256.length() + " characters");
		}
	}

	static AudioKey of(String folder, byte[] audio) {
		return new AudioKey(folder, Sha256.hex(audio));
	}

}
