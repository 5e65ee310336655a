package io.cosymesh.mesh.limit;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

/**
 * How many requests are let through.
 *
 * @param perSecond requests per second on average
 * @param burst requests at once after a quiet time
 */
public record Rate(@Positive(message = AT_LEAST_ONE) int perSecond, @Positive(message = AT_LEAST_ONE) int burst) {

	private static final String AT_LEAST_ONE = "must be set to a whole number of 1 or more";

	/**
	 * Returns how long an empty bucket takes to be full.
	 * @return the time, rounded up to a second
	 */
	Duration timeToFill() {
		return Duration.ofSeconds(Math.ceilDiv(this.burst, this.perSecond));
	}

}
