package io.cosymesh.ca.sealing;

/**
 * A sealed secret does not open: it was sealed with another key or for another purpose,
 * or changed since.
 */
public final class SealBrokenException extends RuntimeException {

	SealBrokenException(String message, Throwable cause) {
		super(message, cause);
	}

}
