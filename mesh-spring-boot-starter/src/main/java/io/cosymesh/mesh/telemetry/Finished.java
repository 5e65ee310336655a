package io.cosymesh.mesh.telemetry;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param status status of the answer, 0 if there was none
 * @param firstByteNanos how long its first byte took, negative if there was none
 * @param ending what ended it
 * @param denied whether it was refused for who asked
 * @param retries how often it was tried again
 * @param error name of what went wrong
 */
record Finished(int status, long firstByteNanos, Ending ending, boolean denied, int retries, @Nullable String error) {

	boolean isFailure() {
		return this.status >= 500 || this.ending == Ending.BROKEN || this.ending == Ending.TIMED_OUT;
	}

	boolean isUnanswered() {
		return this.status == 0 && isFailure();
	}

	String statusLabel() {
		return (this.status > 0) ? Integer.toString(this.status) : "none";
	}

	/**
	 * What ended a request.
	 */
	enum Ending {

		/** Its answer is whole. */
		COMPLETE,
		/** Its caller went away. */
		CANCELLED,
		/** It broke off. */
		BROKEN,
		/** It took too long. */
		TIMED_OUT;

		String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
