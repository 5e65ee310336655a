package io.cosymesh.ca;

import java.time.Instant;

import io.cosymesh.identity.test.MovableClock;

/**
 * Tests start at noon.
 */
public final class Noon {

	private Noon() {
	}

	public static MovableClock clock() {
		return new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));
	}

}
