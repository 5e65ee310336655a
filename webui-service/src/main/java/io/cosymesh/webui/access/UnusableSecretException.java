package io.cosymesh.webui.access;

import java.nio.file.Path;

/**
 * A secret that the gateway can't start without is missing.
 */
final class UnusableSecretException extends RuntimeException {

	private final String property;

	UnusableSecretException(String property, Path file, String reason) {
		super("The file '%s' of '%s' %s".formatted(file.toAbsolutePath(), property, reason));
		this.property = property;
	}

	String property() {
		return this.property;
	}

}
