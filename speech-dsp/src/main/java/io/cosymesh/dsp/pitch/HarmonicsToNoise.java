package io.cosymesh.dsp.pitch;

import io.cosymesh.dsp.signal.Statistics;

/**
 * Harmonics-to-noise ratio from the periodicity r of voiced frames:
 * {@code 10·log10(r/(1−r))}, median over the frames (Boersma 1993).
 */
final class HarmonicsToNoise {

	private static final double LOWEST = 0.01;

	private static final double HIGHEST = 0.999;

	private HarmonicsToNoise() {
	}

	static double of(double[] periodicity) {
		double[] ratios = new double[periodicity.length];
		for (int i = 0; i < ratios.length; i++) {
			double r = Math.clamp(periodicity[i], LOWEST, HIGHEST);
			ratios[i] = 10 * Math.log10(r / (1 - r));
		}
		return Statistics.median(ratios);
	}

}
