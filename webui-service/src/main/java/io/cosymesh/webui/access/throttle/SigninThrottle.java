package io.cosymesh.webui.access.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after a few wrong passwords an address waits, twice as long each
 * time.
 */
final class SigninThrottle {

	private static final int REMEMBERED_ADDRESSES = 10_000;

	private static final int MOST_DOUBLINGS = 30;

	private final int freeAttempts;

	private final Duration firstWait;

	private final Duration longestWait;

	private final InstantSource clock;

	private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
			return size() > REMEMBERED_ADDRESSES;
		}

	};

	SigninThrottle(int freeAttempts, Duration firstWait, Duration longestWait, InstantSource clock) {
		this.freeAttempts = freeAttempts;
		this.firstWait = firstWait;
		this.longestWait = longestWait;
		this.clock = clock;
	}

	/**
	 * Takes an attempt, which counts as failed until {@link #succeeded} says otherwise,
	 * so that attempts side by side can't slip through.
	 * @return how long to wait instead, zero if the attempt may go on
	 */
	synchronized Duration attempt(String address) {
		Instant now = this.clock.instant();
		Failures past = this.failures.getOrDefault(address, Failures.NONE);
		if (past.count() >= this.freeAttempts && now.isBefore(past.blockedUntil())) {
			return Duration.between(now, past.blockedUntil());
		}
		int count = past.count() + 1;
		this.failures.put(address, new Failures(count, now.plus(waitAfter(count))));
		return Duration.ZERO;
	}

	synchronized void succeeded(String address) {
		this.failures.remove(address);
	}

	/** Takes an attempt for one that didn't happen. */
	synchronized void takeBack(String address) {
		Failures past = this.failures.getOrDefault(address, Failures.NONE);
		if (past.count() > 0) {
			this.failures.put(address, new Failures(past.count() - 1, Instant.MIN));
		}
	}

	private Duration waitAfter(int count) {
		int doublings = Math.clamp(count - this.freeAttempts, 0, MOST_DOUBLINGS);
		Duration wait = this.firstWait.multipliedBy(1L << doublings);
		return (wait.compareTo(this.longestWait) < 0) ? wait : this.longestWait;
	}

	private record Failures(int count, Instant blockedUntil) {

		static final Failures NONE = new Failures(0, Instant.MIN);

	}

}
