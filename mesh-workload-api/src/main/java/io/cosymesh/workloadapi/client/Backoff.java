package io.cosymesh.workloadapi.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: doubling from half a second to ten, a part of
 * it at random.
 */
final class Backoff {

	private static final long SHORTEST_MILLIS = 500;

	private static final long LONGEST_MILLIS = 10_000;

	private static final int MOST_DOUBLINGS = 5;

	private final RandomGenerator random;

	Backoff(RandomGenerator random) {
		this.random = random;
	}

	Duration after(int failuresInARow) {
		long doubled = SHORTEST_MILLIS << Math.min(failuresInARow - 1, MOST_DOUBLINGS);
		return Duration.ofMillis((long) (Math.min(doubled, LONGEST_MILLIS) * this.random.nextDouble(0.75, 1.0)));
	}

}
