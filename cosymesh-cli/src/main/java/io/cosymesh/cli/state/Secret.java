package io.cosymesh.cli.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Secrets made at first start, one file each.
 */
public enum Secret {

	API_KEY("api-key", "API key", "cosy_"), ADMIN_PASSWORD("admin-password", "first password of admin", "");

	private final String fileName;

	private final String words;

	private final String prefix;

	Secret(String fileName, String words, String prefix) {
		this.fileName = fileName;
		this.words = words;
		this.prefix = prefix;
	}

	/**
	 * Returns what it is called in sentences.
	 * @return the words, never the secret itself
	 */
	public String words() {
		return this.words;
	}

	String fileName() {
		return this.fileName;
	}

	String prefix() {
		return this.prefix;
	}

	Optional<String> read(Path directory) {
		Path file = directory.resolve(this.fileName);
		try {
			return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
