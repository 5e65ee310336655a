package io.cosymesh.mesh.traffic;

import java.time.Duration;

/**
 * How long an address takes to answer: an average over the last seconds that jumps to
 * each peak at once and comes down slowly, so that an address in trouble is avoided after
 * its first bad answer, and looked at again when it has been left alone for a while.
 */
final class PeakEwma {

	private static final double DECAY_NANOS = Duration.ofSeconds(10).toNanos();

	// What an address without history is taken to need: soon tried, but not by everybody.
	private static final double DEFAULT_NANOS = Duration.ofMillis(30).toNanos();

	private final TrafficTime time;

	private double nanos = DEFAULT_NANOS;

	private long at;

	private long punishedUntil;

	private double penalty;

	PeakEwma(TrafficTime time) {
		this.time = time;
		this.at = time.nanos();
		this.punishedUntil = this.at;
	}

	synchronized void observe(Duration latency) {
		double sample = Math.max(0, latency.toNanos());
		double weight = weight();
		this.nanos = (sample >= this.nanos * weight) ? sample : this.nanos * weight + sample * (1 - weight);
		this.at = this.time.nanos();
	}

	/**
	 * Makes it look as slow as a penalty, for as long as that: an average would take a
	 * minute to forget it.
	 */
	synchronized void punish(Duration penalty) {
		this.penalty = penalty.toNanos();
		this.punishedUntil = this.time.nanos() + penalty.toNanos();
	}

	synchronized double nanos() {
		double own = this.nanos * weight();
		return (this.punishedUntil - this.time.nanos() > 0) ? Math.max(own, this.penalty) : own;
	}

	private double weight() {
		return Math.exp(-Math.max(0, this.time.nanos() - this.at) / DECAY_NANOS);
	}

}
