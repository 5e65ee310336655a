package io.cosymesh.ca.authority;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The authority can't sign now and may again later. The message is for operators.
 */
public final class IssuerUnavailableException extends RuntimeException {

	private final Duration retryAfter;

	/**
	 * Gives the reason.
	 * @param message what is wrong, without secrets
	 * @param retryAfter how long to wait before asking again
	 * @param cause what made it fail, if anything did
	 */
	public IssuerUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
		super(message, cause);
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns how long to wait before asking again.
	 * @return the delay
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
