package io.cosymesh.backend.storage;

/**
 * The storage is configured in a way that can't work or that wouldn't be safe.
 */
final class StorageMisconfiguredException extends RuntimeException {

	private final String action;

	StorageMisconfiguredException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
