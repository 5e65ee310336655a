package io.cosymesh.audio.decode;

/**
 * Thrown when a file begins like a WAV file and doesn't go on like one.
 */
final class MalformedWavException extends Exception {

	MalformedWavException(String message) {
		super(message);
	}

}
