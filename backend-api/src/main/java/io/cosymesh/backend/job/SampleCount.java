package io.cosymesh.backend.job;

import io.cosymesh.contracts.PcmFormat;

/**
 * How much speech some bytes are.
 *
 * @param samples samples in {@link PcmFormat}
 */
record SampleCount(long samples) {

	static SampleCount of(long bytes) {
		return new SampleCount(bytes / PcmFormat.BYTES_PER_SAMPLE);
	}

	/** Returns how long they last, in milliseconds' steps. */
	double seconds() {
		return Math.round(1000.0 * this.samples / PcmFormat.SAMPLE_RATE) / 1000.0;
	}

}
