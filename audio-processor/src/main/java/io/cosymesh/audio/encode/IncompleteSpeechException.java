package io.cosymesh.audio.encode;

/**
 * Thrown when the speech to encode holds no sample or ends inside one.
 */
public final class IncompleteSpeechException extends RuntimeException {

	IncompleteSpeechException(long bytes) {
		super("%d bytes are not a whole number of samples".formatted(bytes));
	}

}
