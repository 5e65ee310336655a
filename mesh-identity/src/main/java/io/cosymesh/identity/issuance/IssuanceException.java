package io.cosymesh.identity.issuance;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no SVID could be obtained.
 */
public class IssuanceException extends Exception {

	private final @Nullable String problemType;

	private final boolean retryable;

	private IssuanceException(@Nullable String problemType, boolean retryable, String message,
			@Nullable Throwable cause) {
		super(message, cause);
		this.problemType = problemType;
		this.retryable = retryable;
	}

	/**
	 * Returns an exception for a failure that may be over the next time: an unreachable
	 * CA, a file that isn't there yet.
	 * @param message what failed
	 * @param cause why, if known
	 */
	public static IssuanceException passing(String message, @Nullable Throwable cause) {
		return new IssuanceException(null, true, message, cause);
	}

	/**
	 * Returns an exception for a failure that lasts until someone changes something.
	 * @param message what failed and what to change
	 * @param cause why, if known
	 */
	public static IssuanceException lasting(String message, @Nullable Throwable cause) {
		return new IssuanceException(null, false, message, cause);
	}

	/**
	 * Returns an exception for a refusal by the CA.
	 * @param problemType the type of the CA's RFC 9457 problem, or {@code null}
	 * @param retryable whether asking again makes sense
	 * @param message the refusal in words
	 */
	public static IssuanceException refused(@Nullable String problemType, boolean retryable, String message) {
		return new IssuanceException(problemType, retryable, message, null);
	}

	/**
	 * Returns the type of the CA's problem, or empty when the CA didn't answer with one.
	 */
	public Optional<String> problemType() {
		return Optional.ofNullable(this.problemType);
	}

	/**
	 * Returns whether asking again makes sense without anyone changing something.
	 */
	public boolean retryable() {
		return this.retryable;
	}

}
