package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * When to renew and how long to wait after a failure, spread at random so that a fleet
 * that started together does not renew together.
 */
public final class RenewalSchedule {

	private static final double EARLIEST = 0.60;

	private static final double LATEST = 0.75;

	private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	// A workload without an SVID is a workload out of service.
	private static final Duration LONGEST_WAIT_WITHOUT_SVID = Duration.ofSeconds(5);

	private static final int WAITS_PER_LIFETIME = 12;

	private final InstantSource clock;

	private final RandomGenerator random;

	/**
	 * Creates a schedule.
	 * @param clock the present
	 * @param random the spread; needn't be secure
	 */
	public RenewalSchedule(InstantSource clock, RandomGenerator random) {
		this.clock = clock;
		this.random = random;
	}

	Instant now() {
		return this.clock.instant();
	}

	/**
	 * Returns when to renew an SVID just obtained: at 60 to 75 % of what it has left.
	 */
	Instant renewalOf(SvidSnapshot obtained) {
		Instant now = now();
		Duration left = Duration.between(now, obtained.notAfter());
		return now.plus(scaled(left, EARLIEST, LATEST));
	}

	/**
	 * Returns the wait after a number of failures in a row: doubling from a second, half
	 * of it at random, and capped so that a short-lived SVID gets several tries.
	 */
	Duration waitAfter(int failures, Duration lifetime) {
		Duration cap = capFor(lifetime);
		Duration doubled = SHORTEST_WAIT.multipliedBy(1L << Math.min(failures - 1, 20));
		return scaled((doubled.compareTo(cap) < 0) ? doubled : cap, 0.5, 1.0);
	}

	private static Duration capFor(Duration lifetime) {
		if (lifetime.isZero()) {
			return LONGEST_WAIT_WITHOUT_SVID;
		}
		Duration share = lifetime.dividedBy(WAITS_PER_LIFETIME);
		if (share.compareTo(SHORTEST_WAIT) < 0) {
			return SHORTEST_WAIT;
		}
		return (share.compareTo(LONGEST_WAIT) < 0) ? share : LONGEST_WAIT;
	}

	private Duration scaled(Duration duration, double least, double most) {
		return Duration.ofMillis((long) (duration.toMillis() * this.random.nextDouble(least, most)));
	}

}
