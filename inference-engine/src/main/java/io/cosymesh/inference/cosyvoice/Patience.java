package io.cosymesh.inference.cosyvoice;

import java.time.Duration;

/**
 * How long a segment may keep its listener waiting, all attempts together. Time in which
 * nobody listens doesn't count.
 */
final class Patience {

	private final CosyVoiceProperties.Timeouts timeouts;

	private Duration left;

	Patience(CosyVoiceProperties.Timeouts timeouts) {
		this.timeouts = timeouts;
		this.left = timeouts.segment();
	}

	/** Returns how long to wait for the next piece. */
	Duration next(boolean begun) {
		Duration usual = begun ? this.timeouts.idle() : this.timeouts.firstByte();
		return (usual.compareTo(this.left) < 0) ? usual : this.left;
	}

	void spend(Duration waited) {
		Duration rest = this.left.minus(waited);
		this.left = rest.isNegative() ? Duration.ZERO : rest;
	}

}
