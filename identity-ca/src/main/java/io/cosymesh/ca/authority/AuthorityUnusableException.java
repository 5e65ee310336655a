package io.cosymesh.ca.authority;

import org.jspecify.annotations.Nullable;

/**
 * The signing keys or certificates on disk are not fit to sign with.
 */
public final class AuthorityUnusableException extends RuntimeException {

	private final String action;

	/**
	 * Tells what is wrong and what to do.
	 * @param message what is wrong, without secrets
	 * @param action what the operator can do
	 * @param cause what made it fail, if anything did
	 */
	public AuthorityUnusableException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	/**
	 * Tells what is wrong and what to do.
	 * @param message what is wrong, without secrets
	 * @param action what the operator can do
	 */
	public AuthorityUnusableException(String message, String action) {
		this(message, action, null);
	}

	/**
	 * Returns what the operator can do.
	 * @return one sentence or more
	 */
	public String action() {
		return this.action;
	}

}
