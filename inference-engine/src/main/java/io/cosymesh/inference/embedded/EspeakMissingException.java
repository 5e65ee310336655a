package io.cosymesh.inference.embedded;

import org.jspecify.annotations.Nullable;

/**
 * There is no usable espeak-ng on this machine.
 */
class EspeakMissingException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String command;

	EspeakMissingException(String command, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.command = command;
	}

	String command() {
		return this.command;
	}

}
