package io.cosymesh.dsp.colour;

import java.util.Arrays;

/**
 * Tells by the power spectrum of one frame whether the vocal folds swing: the
 * autocorrelation of what lies below 1.5 kHz, divided by the window's own, has a peak
 * above 0.55 between the periods of 60 and 500 Hz (as the pitch tracker, after Boersma
 * 1993).
 */
final class Voicing {

	private static final double LOW_PASS_HZ = 1500;

	private static final double VOICED = 0.55;

	private static final int SHORTEST = ColourFrames.SAMPLE_RATE / 500;

	private static final int LONGEST = ColourFrames.SAMPLE_RATE / 60;

	private static final double[] OWN = own();

	private Voicing() {
	}

	static boolean of(double[] power) {
		double[] r = correlation(power, LOW_PASS_HZ);
		if (r[0] <= 0) {
			return false;
		}
		for (int lag = SHORTEST; lag <= LONGEST; lag++) {
			boolean peak = r[lag] >= r[lag - 1] && r[lag] >= r[lag + 1];
			if (peak && r[lag] > VOICED * r[0] * OWN[lag]) {
				return true;
			}
		}
		return false;
	}

	private static double[] correlation(double[] power, double highestHz) {
		int size = ColourFrames.FFT.size();
		int end = (int) Math.min(size / 2.0, highestHz * size / ColourFrames.SAMPLE_RATE);
		double[] real = new double[size];
		real[0] = power[0];
		for (int k = 1; k <= end; k++) {
			real[k] = power[k];
			real[size - k] = power[k];
		}
		ColourFrames.FFT.inverse(real, new double[size]);
		return Arrays.copyOf(real, LONGEST + 2);
	}

	private static double[] own() {
		double[] r = correlation(ColourFrames.FFT.power(ColourFrames.WINDOW), ColourFrames.SAMPLE_RATE);
		double energy = r[0];
		for (int lag = 0; lag < r.length; lag++) {
			r[lag] /= energy;
		}
		return r;
	}

}
