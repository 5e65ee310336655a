package io.cosymesh.inference.cosyvoice;

import org.jspecify.annotations.Nullable;

/**
 * The runtime didn't make the speech it was asked for.
 */
final class RuntimeFailureException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	RuntimeFailureException(Kind kind, String message) {
		this(kind, message, null);
	}

	RuntimeFailureException(Kind kind, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * What to do about it.
	 */
	enum Kind {

		/** It refused the request; it would again. */
		REFUSED,

		/** It made nonsense; another seed may do better. */
		IMPLAUSIBLE,

		/** It answered wrongly or broke off; a second request may go through. */
		BROKEN,

		/** It said nothing for too long, or isn't there; nobody waits twice for that. */
		WEDGED;

		boolean isWorthAnotherTry() {
			return this == IMPLAUSIBLE || this == BROKEN;
		}

		boolean isTheRuntimesFault() {
			return this == BROKEN || this == WEDGED;
		}

	}

}
