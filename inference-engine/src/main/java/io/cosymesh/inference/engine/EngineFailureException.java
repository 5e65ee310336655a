package io.cosymesh.inference.engine;

import org.jspecify.annotations.Nullable;

/**
 * The engine broke down; the caller can only try again.
 */
public final class EngineFailureException extends SpeechException {

	private static final long serialVersionUID = 1L;

	/**
	 * Reports a break-down.
	 * @param message what happened, for the operator
	 * @param cause why, if known
	 */
	public EngineFailureException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
