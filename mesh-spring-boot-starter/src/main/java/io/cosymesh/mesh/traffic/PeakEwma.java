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

	PeakEwma(TrafficTime time) {
		this.time = time;
		this.at = time.nanos();
	}

	synchronized void observe(Duration latency) {
		double sample = Math.max(0, latency.toNanos());
		double weight = weight();
		this.nanos = (sample >= this.nanos * weight) ? sample : this.nanos * weight + sample * (1 - weight);
		this.at = this.time.nanos();
	}

	synchronized double nanos() {
		return this.nanos * weight();
	}

	private double weight() {
		return Math.exp(-Math.max(0, this.time.nanos() - this.at) / DECAY_NANOS);
	}

}
