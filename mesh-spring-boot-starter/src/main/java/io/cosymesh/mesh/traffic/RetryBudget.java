package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many calls to a peer may be tried again: a share of the calls of the last seconds,
 * and a few each second whatever the traffic. A peer that fails everything gets no more
 * than that on top.
 */
final class RetryBudget {

	private static final int SLOTS = 10;

	private final TrafficTime time;

	private final double ratio;

	private final double perSecond;

	private final long slotNanos;

	private final double[] deposits = new double[SLOTS];

	private long slot;

	private double floor;

	private long filledAt;

	RetryBudget(RetryProperties.Budget budget, TrafficTime time) {
		this.time = time;
		this.ratio = budget.ratio();
		this.perSecond = budget.minPerSecond();
		this.slotNanos = Math.max(1, budget.ttl().toNanos() / SLOTS);
		this.floor = this.perSecond;
		this.filledAt = time.nanos();
		this.slot = Math.floorDiv(this.filledAt, this.slotNanos);
	}

	/**
	 * Counts a call, whose share may be spent until it is too old.
	 */
	synchronized void deposit() {
		turn();
		this.deposits[index(this.slot)] += this.ratio;
	}

	/**
	 * Takes one retry out of the budget.
	 * @return whether there was one left
	 */
	synchronized boolean withdraw() {
		turn();
		if (this.floor >= 1) {
			this.floor--;
			return true;
		}
		if (Arrays.stream(this.deposits).sum() < 1) {
			return false;
		}
		double owed = 1;
		for (long oldest = this.slot - SLOTS + 1; oldest <= this.slot && owed > 0; oldest++) {
			double paid = Math.min(owed, this.deposits[index(oldest)]);
			this.deposits[index(oldest)] -= paid;
			owed -= paid;
		}
		return true;
	}

	private void turn() {
		long now = this.time.nanos();
		double seconds = (now - this.filledAt) / (double) Duration.ofSeconds(1).toNanos();
		this.floor = Math.min(this.perSecond, this.floor + seconds * this.perSecond);
		this.filledAt = now;
		long current = Math.floorDiv(now, this.slotNanos);
		long stale = Math.min(SLOTS, current - this.slot);
		for (long fresh = current - stale + 1; fresh <= current; fresh++) {
			this.deposits[index(fresh)] = 0;
		}
		this.slot = Math.max(this.slot, current);
	}

	private static int index(long slot) {
		return Math.floorMod(slot, SLOTS);
	}

}
