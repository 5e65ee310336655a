package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * When to renew and how long to wait after a failure, spread at random so that a fleet
 * that started together, or lost the CA together, does not come back together.
 */
public final class RenewalSchedule {

	private static final double EARLIEST = 0.60;

	private static final double LATEST = 0.75;

	private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

	// Full jitter may come out as nothing at all, which would be a loop.
	private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	private static final Duration LONGEST_WAIT_BEFORE_EXPIRY = Duration.ofSeconds(15);

	// A workload without a valid SVID is a workload out of service.
	private static final Duration LONGEST_WAIT_OUT_OF_SERVICE = Duration.ofSeconds(5);

	private static final int WAITS_PER_LIFETIME = 12;

	private static final int LAST_PART = 5;

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

	InstantSource clock() {
		return this.clock;
	}

	Instant now() {
		return this.clock.instant();
	}

	/**
	 * Returns when to renew an SVID just obtained: at 60 to 75 % of what it has left.
	 */
	Instant renewalOf(SvidSnapshot obtained) {
		Instant now = now();
		return now.plus(between(EARLIEST, LATEST, Duration.between(now, obtained.notAfter())));
	}

	/**
	 * Returns the wait after a number of failures in a row: any part of what doubles from
	 * a second up to what the life of the SVID allows.
	 */
	Duration waitAfter(int failures, Life life) {
		Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 20));
		return longer(SHORTEST_WAIT, between(0.0, 1.0, shorter(doubled, longestWait(life))));
	}

	/**
	 * Returns the wait that the CA asked for, within what can be borne, and up to half as
	 * long again so that not everybody comes back at that very moment.
	 */
	Duration waitAsked(Duration asked, Life life) {
		Duration longest = longestWait(life).multipliedBy(2).dividedBy(3);
		Duration least = longer(SHORTEST_WAIT, shorter(asked, longest));
		return least.plus(between(0.0, 0.5, longer(least, FIRST_WAIT)));
	}

	/**
	 * Returns a small wait that spreads what a whole fleet is told at once.
	 * @param most its upper bound, and a twentieth of the lifetime is another
	 */
	Duration spread(Duration most, Duration lifetime) {
		return between(0.0, 1.0, shorter(most, lifetime.dividedBy(20)));
	}

	/**
	 * Returns when to look for newer bundles again: after 80 to 100 % of an interval.
	 */
	Instant pollAfter(Duration interval) {
		return now().plus(between(0.8, 1.0, interval));
	}

	private Duration longestWait(Life life) {
		Duration left = Duration.between(now(), life.end());
		if (!left.isPositive()) {
			return LONGEST_WAIT_OUT_OF_SERVICE;
		}
		Duration share = longer(FIRST_WAIT, life.length().dividedBy(WAITS_PER_LIFETIME));
		Duration beforeLastPart = left.minus(life.length().dividedBy(LAST_PART));
		if (beforeLastPart.isPositive()) {
			// A wait that began in good time must not sleep through the last part.
			return shorter(shorter(share, LONGEST_WAIT), beforeLastPart.plus(LONGEST_WAIT_BEFORE_EXPIRY));
		}
		return shorter(shorter(share, LONGEST_WAIT_BEFORE_EXPIRY), left.plus(LONGEST_WAIT_OUT_OF_SERVICE));
	}

	private Duration between(double least, double most, Duration duration) {
		long millis = Math.max(0, duration.toMillis());
		return Duration.ofMillis((long) (millis * this.random.nextDouble(least, most)));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	/**
	 * The life of an SVID from the moment it was obtained.
	 *
	 * @param length how long it is
	 * @param end when it ends
	 */
	record Life(Duration length, Instant end) {

		/** The life of an SVID that isn't there. */
		static final Life NONE = new Life(Duration.ZERO, Instant.MIN);

	}

}
