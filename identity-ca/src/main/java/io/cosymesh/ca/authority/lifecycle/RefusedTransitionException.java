package io.cosymesh.ca.authority.lifecycle;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Says no to an operator. The message tells what to do instead.
 */
public final class RefusedTransitionException extends RuntimeException {

	private final TransitionRefusal refusal;

	private final @Nullable Instant possibleFrom;

	RefusedTransitionException(TransitionRefusal refusal, String message) {
		this(refusal, message, null);
	}

	RefusedTransitionException(TransitionRefusal refusal, String message, @Nullable Instant possibleFrom) {
		super(message);
		this.refusal = refusal;
		this.possibleFrom = possibleFrom;
	}

	/**
	 * Returns the reason.
	 * @return the reason
	 */
	public TransitionRefusal refusal() {
		return this.refusal;
	}

	/**
	 * Returns from when the same request will be granted.
	 * @return empty if waiting does not help
	 */
	public Optional<Instant> possibleFrom() {
		return Optional.ofNullable(this.possibleFrom);
	}

}
