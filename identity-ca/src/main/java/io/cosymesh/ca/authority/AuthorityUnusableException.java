package io.cosymesh.ca.authority;

import org.jspecify.annotations.Nullable;

/**
 * The signing keys or certificates on disk are not fit to sign with.
 */
final class AuthorityUnusableException extends RuntimeException {

	private final String action;

	AuthorityUnusableException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	AuthorityUnusableException(String message, String action) {
		this(message, action, null);
	}

	String action() {
		return this.action;
	}

}
