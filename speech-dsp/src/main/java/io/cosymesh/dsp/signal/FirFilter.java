package io.cosymesh.dsp.signal;

import java.util.Arrays;

/**
 * Runs a linear-phase filter over a stream and takes out its delay: what comes out lines
 * up with what went in. One instance serves one stream and is not thread-safe.
 */
public final class FirFilter {

	private final float[] response;

	private float[] pending;

	/**
	 * Starts a stream.
	 * @param response impulse response of odd length, symmetric about its middle
	 */
	public FirFilter(float[] response) {
		if (response.length % 2 == 0) {
			throw new IllegalArgumentException("The response must have an odd length");
		}
		this.response = response.clone();
		this.pending = new float[response.length / 2];
	}

	/**
	 * Takes the next piece and returns what can be made of it so far.
	 * @param samples the piece
	 * @return filtered samples; half a response less than went in at first
	 */
	public float[] process(float[] samples) {
		int kept = this.pending.length;
		this.pending = Arrays.copyOf(this.pending, kept + samples.length);
		System.arraycopy(samples, 0, this.pending, kept, samples.length);
		int ready = Math.max(0, this.pending.length - this.response.length + 1);
		float[] filtered = new float[ready];
		// Symmetric, so correlation is convolution; taps outside, as the JIT makes vector
		// code of the inner loop only this way round.
		for (int k = 0; k < this.response.length; k++) {
			float tap = this.response[k];
			for (int i = 0; i < ready; i++) {
				filtered[i] += this.pending[i + k] * tap;
			}
		}
		this.pending = Arrays.copyOfRange(this.pending, ready, this.pending.length);
		return filtered;
	}

	/**
	 * Ends the stream and returns its rest, so that as many samples came out as went in.
	 * @return the remaining samples
	 */
	public float[] finish() {
		return process(new float[this.response.length / 2]);
	}

}
