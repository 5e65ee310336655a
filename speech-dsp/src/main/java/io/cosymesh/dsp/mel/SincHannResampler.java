package io.cosymesh.dsp.mel;

import java.math.BigInteger;

/**
 * Converts a whole recording as {@code torchaudio.functional.resample} does by default: a
 * sinc of 6 zero crossings under a Hann window that passes 0.99 of the lower Nyquist
 * frequency. Kept beside the product's own, steeper resampler because the models learned
 * from this one.
 */
public final class SincHannResampler {

	private static final int ZERO_CROSSINGS = 6;

	private static final double ROLL_OFF = 0.99;

	private SincHannResampler() {
	}

	/**
	 * Converts a recording.
	 * @param samples the recording
	 * @param fromRate its samples per second
	 * @param toRate samples per second wanted
	 * @return {@code ⌈length·toRate/fromRate⌉} samples
	 */
	public static float[] convert(float[] samples, int fromRate, int toRate) {
		int divisor = BigInteger.valueOf(fromRate).gcd(BigInteger.valueOf(toRate)).intValueExact();
		int from = fromRate / divisor;
		int to = toRate / divisor;
		if (from == to) {
			return samples.clone();
		}
		double[][] kernels = kernels(from, to);
		int width = width(from, to);
		float[] converted = new float[Math.toIntExact(((long) samples.length * to + from - 1) / from)];
		for (int i = 0; i < converted.length; i++) {
			converted[i] = convolve(samples, i / to * from - width, kernels[i % to]);
		}
		return converted;
	}

	private static float convolve(float[] samples, int start, double[] kernel) {
		double sum = 0;
		for (int tap = Math.max(0, -start); tap < kernel.length && start + tap < samples.length; tap++) {
			sum += kernel[tap] * samples[start + tap];
		}
		return (float) sum;
	}

	private static int width(int from, int to) {
		return (int) Math.ceil(ZERO_CROSSINGS * from / (Math.min(from, to) * ROLL_OFF));
	}

	private static double[][] kernels(int from, int to) {
		double base = Math.min(from, to) * ROLL_OFF;
		int width = width(from, to);
		double[][] kernels = new double[to][2 * width + from];
		for (int phase = 0; phase < to; phase++) {
			for (int tap = 0; tap < kernels[phase].length; tap++) {
				double t = base * ((double) (tap - width) / from - (double) phase / to);
				kernels[phase][tap] = base / from * windowedSinc(Math.clamp(t, -ZERO_CROSSINGS, ZERO_CROSSINGS));
			}
		}
		return kernels;
	}

	private static double windowedSinc(double t) {
		double window = Math.cos(Math.PI * t / ZERO_CROSSINGS / 2);
		return (t == 0) ? 1 : window * window * Math.sin(Math.PI * t) / (Math.PI * t);
	}

}
