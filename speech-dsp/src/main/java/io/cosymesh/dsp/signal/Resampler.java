package io.cosymesh.dsp.signal;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Converts the sample rate of a stream by a polyphase windowed sinc (Crochiere and
 * Rabiner 1983, §3.3): {@code y[m] = Σ x[n]·h(m·M/L − n)} with the rates reduced to L/M
 * and a Kaiser window of 90 dB. One instance serves one stream and is not thread-safe.
 */
public final class Resampler {

	private static final int ZERO_CROSSINGS = 32;

	private static final double BETA = 9;

	/** Share of the lower Nyquist frequency that passes untouched. */
	private static final double PASS_BAND = 0.91;

	private final int up;

	private final int down;

	private final int reach;

	private final float[][] phases;

	private float[] pending;

	private long consumed;

	private long produced;

	private long received;

	/**
	 * Prepares a stream.
	 * @param fromRate samples per second that come in
	 * @param toRate samples per second that go out
	 */
	public Resampler(int fromRate, int toRate) {
		if (fromRate < 1 || toRate < 1) {
			throw new IllegalArgumentException("Sample rates must be positive");
		}
		int divisor = BigInteger.valueOf(fromRate).gcd(BigInteger.valueOf(toRate)).intValue();
		this.up = toRate / divisor;
		this.down = fromRate / divisor;
		double cutoff = PASS_BAND * Math.min(1, (double) this.up / this.down);
		this.reach = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
		this.phases = (this.up == this.down) ? new float[0][] : design(cutoff);
		this.pending = new float[this.reach];
	}

	/**
	 * Converts a whole recording.
	 * @param samples the recording
	 * @param fromRate its samples per second
	 * @param toRate samples per second wanted
	 * @return the converted recording, without delay
	 */
	public static float[] convert(float[] samples, int fromRate, int toRate) {
		if (fromRate == toRate) {
			return samples.clone();
		}
		Resampler resampler = new Resampler(fromRate, toRate);
		float[] head = resampler.process(samples);
		float[] tail = resampler.finish();
		float[] whole = Arrays.copyOf(head, head.length + tail.length);
		System.arraycopy(tail, 0, whole, head.length, tail.length);
		return whole;
	}

	/**
	 * Takes the next piece of the stream and returns what can be made of it so far.
	 * @param samples samples at the incoming rate
	 * @return samples at the outgoing rate, possibly none
	 */
	public float[] process(float[] samples) {
		this.received += samples.length;
		if (this.up == this.down) {
			return samples.clone();
		}
		int kept = this.pending.length;
		this.pending = Arrays.copyOf(this.pending, kept + samples.length);
		System.arraycopy(samples, 0, this.pending, kept, samples.length);
		return drain();
	}

	/**
	 * Ends the stream and returns its rest, so that the whole lasts exactly as long as
	 * what came in.
	 * @return the remaining samples
	 */
	public float[] finish() {
		if (this.up == this.down) {
			return new float[0];
		}
		long wanted = (this.received * this.up + this.down - 1) / this.down - this.produced;
		this.pending = Arrays.copyOf(this.pending, this.pending.length + 2 * this.reach);
		return Arrays.copyOf(drain(), (int) wanted);
	}

	private float[] drain() {
		// The stream starts with `reach` zeros: input sample n sits at pending[n + reach
		// −
		// consumed].
		long lastCentre = this.consumed + this.pending.length - 2L * this.reach - 1;
		long end = Math.max(this.produced, ((lastCentre + 1) * this.up + this.down - 1) / this.down);
		float[] output = new float[(int) (end - this.produced)];
		for (int i = 0; i < output.length; i++) {
			long position = (this.produced + i) * this.down;
			output[i] = convolve((int) (position / this.up - this.consumed), (int) (position % this.up));
		}
		this.produced = end;
		int unneeded = (int) Math.min(this.pending.length, end * this.down / this.up - this.consumed);
		if (unneeded > 0) {
			this.pending = Arrays.copyOfRange(this.pending, unneeded, this.pending.length);
			this.consumed += unneeded;
		}
		return output;
	}

	private float convolve(int start, int phase) {
		float[] taps = this.phases[phase];
		float sum = 0;
		for (int i = 0; i < taps.length; i++) {
			sum += this.pending[start + i] * taps[i];
		}
		return sum;
	}

	private float[][] design(double cutoff) {
		int length = 2 * this.reach + 1;
		float[][] designed = new float[this.up][length];
		for (int phase = 0; phase < this.up; phase++) {
			double fraction = (double) phase / this.up;
			for (int i = 0; i < length; i++) {
				double distance = i - this.reach - fraction;
				designed[phase][i] = (float) (cutoff * sinc(cutoff * distance)
						* Window.kaiser(distance / (this.reach + 1), BETA));
			}
		}
		return designed;
	}

	private static double sinc(double x) {
		return (Math.abs(x) < 1e-9) ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
	}

}
