package io.cosymesh.audio.encode;

/**
 * Thrown when speech in PCM holds no sample or ends inside one.
 */
public final class IncompleteSpeechException extends RuntimeException {

	/**
	 * Creates the exception.
	 * @param what what is incomplete
	 */
	public IncompleteSpeechException(String what) {
		super(what + " is no whole number of samples");
	}

}
