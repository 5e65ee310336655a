package io.cosymesh.audio.encode;

/**
 * Thrown when an encoder dies before its work is done, which is no fault of the caller.
 */
final class EncoderFailedException extends RuntimeException {

	EncoderFailedException(String what) {
		super("The encoder " + what);
	}

}
