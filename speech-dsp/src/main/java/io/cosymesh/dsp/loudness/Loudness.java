package io.cosymesh.dsp.loudness;

import java.util.Arrays;

/**
 * Programme loudness of a mono recording as ITU-R BS.1770-4 and EBU R 128 define it:
 * blocks of 400 ms every 100 ms, {@code l = −0.691 + 10·log10(mean of the K-weighted
 * squares)}, those under −70 LUFS left out, then those 10 LU under the mean of the rest.
 */
public final class Loudness {

	/** What silence measures: the absolute gate. */
	public static final double SILENCE_LUFS = -70;

	private static final double OFFSET = -0.691;

	private static final double RELATIVE_GATE_LU = -10;

	private static final int STEPS_PER_SECOND = 10;

	private static final int STEPS_PER_BLOCK = 4;

	private Loudness() {
	}

	/**
	 * Measures the integrated loudness. What is shorter than a block counts as one.
	 * @param samples mono samples, full scale is 1
	 * @param sampleRate samples per second
	 * @return the loudness in LUFS, at least {@link #SILENCE_LUFS}
	 */
	public static double integrated(float[] samples, int sampleRate) {
		double[] blocks = blocks(samples, sampleRate);
		double ungated = meanAbove(blocks, power(SILENCE_LUFS));
		if (ungated <= 0) {
			return SILENCE_LUFS;
		}
		double gate = Math.max(power(SILENCE_LUFS), ungated * Math.pow(10, RELATIVE_GATE_LU / 10));
		return Math.max(SILENCE_LUFS, level(meanAbove(blocks, gate)));
	}

	private static double[] blocks(float[] samples, int sampleRate) {
		double[] steps = steps(samples, sampleRate);
		if (steps.length < STEPS_PER_BLOCK) {
			return new double[] { Arrays.stream(steps).average().orElse(0) };
		}
		double[] blocks = new double[steps.length - STEPS_PER_BLOCK + 1];
		for (int i = 0; i < blocks.length; i++) {
			for (int step = i; step < i + STEPS_PER_BLOCK; step++) {
				blocks[i] += steps[step] / STEPS_PER_BLOCK;
			}
		}
		return blocks;
	}

	private static double[] steps(float[] samples, int sampleRate) {
		KWeighting weighting = new KWeighting(sampleRate);
		int length = Math.max(1, Math.min(samples.length, sampleRate / STEPS_PER_SECOND));
		double[] steps = new double[samples.length / length];
		for (int step = 0; step < steps.length; step++) {
			for (int i = step * length; i < (step + 1) * length; i++) {
				double weighted = weighting.process(samples[i]);
				steps[step] += weighted * weighted / length;
			}
		}
		return steps;
	}

	private static double meanAbove(double[] powers, double gate) {
		return Arrays.stream(powers).filter((power) -> power > gate).average().orElse(0);
	}

	private static double level(double power) {
		return OFFSET + 10 * Math.log10(power);
	}

	private static double power(double level) {
		return Math.pow(10, (level - OFFSET) / 10);
	}

}
