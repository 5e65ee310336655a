package io.cosymesh.inference.engine;

import org.jspecify.annotations.Nullable;

/**
 * Speech that couldn't be made.
 */
public abstract sealed class SpeechException extends Exception
		permits RefusedOrderException, EngineFailureException, EngineUnavailableException, BusyEngineException {

	private static final long serialVersionUID = 1L;

	SpeechException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
