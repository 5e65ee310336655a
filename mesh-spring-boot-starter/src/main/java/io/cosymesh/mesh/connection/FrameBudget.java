package io.cosymesh.mesh.connection;

import java.time.Duration;

/**
 * How many frames a peer may send in a window of time.
 */
final class FrameBudget {

	private final int frames;

	private final long window;

	private long begin;

	private int taken;

	FrameBudget(int frames, Duration window, long now) {
		this.frames = frames;
		this.window = window.toNanos();
		this.begin = now;
	}

	/**
	 * Takes one frame out of the budget.
	 * @param now nanoseconds of a clock that only goes forward
	 * @return whether there was one left
	 */
	boolean take(long now) {
		if (now - this.begin >= this.window) {
			this.begin = now;
			this.taken = 0;
		}
		this.taken++;
		return this.taken <= this.frames;
	}

}
