package io.cosymesh.webui.access.secret;

import java.nio.file.Path;

/**
 * A secret that the gateway can't start without is missing.
 */
public final class UnusableSecretException extends RuntimeException {

	private final String property;

	/**
	 * Creates the exception.
	 * @param property what names the file
	 * @param file the file
	 * @param reason what is wrong with it, as the end of a sentence
	 */
	public UnusableSecretException(String property, Path file, String reason) {
		super("The file '%s' of '%s' %s".formatted(file.toAbsolutePath(), property, reason));
		this.property = property;
	}

	String property() {
		return this.property;
	}

}
