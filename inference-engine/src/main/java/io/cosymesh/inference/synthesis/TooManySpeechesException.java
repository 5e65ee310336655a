package io.cosymesh.inference.synthesis;

/**
 * All places are taken.
 */
final class TooManySpeechesException extends Exception {

	private static final long serialVersionUID = 1L;

}
