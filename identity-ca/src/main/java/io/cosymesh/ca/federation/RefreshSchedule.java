package io.cosymesh.ca.federation;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * When to look at a foreign bundle again: as often as it asks for, within our own bounds,
 * a little early and never all at once. A failure changes nothing (SPIFFE Federation
 * §6.2).
 */
final class RefreshSchedule {

	private static final double EARLIEST = 0.9;

	private final Duration shortest;

	private final Duration longest;

	private final RandomGenerator random;

	RefreshSchedule(Duration shortest, Duration longest, RandomGenerator random) {
		this.shortest = shortest;
		this.longest = longest;
		this.random = random;
	}

	/**
	 * Returns how long to wait.
	 * @param known the bundle that asks, empty as long as there is none
	 * @return the time until the next look
	 */
	Duration next(Optional<TrustBundle> known) {
		Duration interval = known.map(TrustBundle::refreshHint).orElse(TrustBundle.DEFAULT_REFRESH_HINT);
		if (interval.compareTo(this.longest) > 0) {
			interval = this.longest;
		}
		if (interval.compareTo(this.shortest) < 0) {
			interval = this.shortest;
		}
		return Duration.ofMillis((long) (interval.toMillis() * this.random.nextDouble(EARLIEST, 1)));
	}

}
