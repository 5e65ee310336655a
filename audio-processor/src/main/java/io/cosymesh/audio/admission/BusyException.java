package io.cosymesh.audio.admission;

/**
 * Thrown when as much is going on as the service takes; trying again soon makes sense.
 */
public final class BusyException extends RuntimeException {

	BusyException() {
		super("All tickets are out");
	}

}
