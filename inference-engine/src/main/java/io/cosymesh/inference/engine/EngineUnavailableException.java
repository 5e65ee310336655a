package io.cosymesh.inference.engine;

import org.jspecify.annotations.Nullable;

/**
 * The engine can't work now, but may again without anybody's doing.
 */
public final class EngineUnavailableException extends SpeechException {

	private static final long serialVersionUID = 1L;

	/**
	 * Turns an order away.
	 * @param message what is the matter, for the operator
	 * @param cause why, if known
	 */
	public EngineUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
