package io.cosymesh.ca.sealing;

import org.jspecify.annotations.Nullable;

/**
 * There is no key-encryption key to work with.
 */
public final class KeyEncryptionKeyUnusableException extends RuntimeException {

	private final String action;

	/**
	 * Gives the reason.
	 * @param message what is wrong
	 * @param action what the operator can do
	 * @param cause what made it fail, if anything did
	 */
	public KeyEncryptionKeyUnusableException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
