package io.cosymesh.identity.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it.
 */
public final class MovableClock implements InstantSource {

	private final AtomicReference<Instant> now;

	/**
	 * Creates a clock.
	 * @param now the time it shows first
	 */
	public MovableClock(Instant now) {
		this.now = new AtomicReference<>(now);
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

	/**
	 * Moves the clock.
	 * @param duration how far; negative moves it back
	 */
	public void advance(Duration duration) {
		this.now.updateAndGet((instant) -> instant.plus(duration));
	}

}
