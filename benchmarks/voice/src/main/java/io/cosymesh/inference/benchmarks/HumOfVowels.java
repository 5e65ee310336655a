package io.cosymesh.inference.benchmarks;

import io.cosymesh.contracts.PcmFormat;

/**
 * A made-up prompt of any pitch: four seconds of harmonics under wandering formants.
 * Timing needs many speakers, not good ones.
 */
final class HumOfVowels {

	private static final int SECONDS = 4;

	private HumOfVowels() {
	}

	static float[] of(double pitchHz) {
		float[] samples = new float[SECONDS * PcmFormat.SAMPLE_RATE];
		double phase = 0;
		for (int i = 0; i < samples.length; i++) {
			double time = (double) i / PcmFormat.SAMPLE_RATE;
			double pitch = pitchHz * Math.pow(2, 0.1 * Math.sin(4 * time));
			phase += pitch / PcmFormat.SAMPLE_RATE;
			double sum = 0;
			for (int k = 1; k * pitch < 4000; k++) {
				sum += amplitude(k * pitch, time) / k * Math.sin(2 * Math.PI * k * phase);
			}
			samples[i] = (float) (0.2 * (0.2 + Math.abs(Math.sin(6 * time))) * sum);
		}
		return samples;
	}

	private static double amplitude(double hertz, double time) {
		double first = (hertz - 550 - 200 * Math.sin(3 * time)) / 120;
		double second = (hertz - 1500 - 500 * Math.sin(2 * time)) / 150;
		double third = (hertz - 2600) / 200;
		return 0.1 + 1 / (1 + first * first) + 1 / (1 + second * second) + 0.7 / (1 + third * third);
	}

}
