package io.cosymesh.inference.embedded;

import java.util.random.RandomGenerator;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.FirDesign;
import io.cosymesh.dsp.signal.FirFilter;

/**
 * The sound of somebody breathing in: noise with the broad resonances of an open mouth,
 * swelling and ebbing as {@code sin²}.
 */
final class BreathSound {

	private static final double[] FREQUENCIES_HZ = { 150, 500, 1300, 2600, 4500, 8000 };

	private static final double[] LEVELS_DB = { -30, -10, 0, -3, -12, -30 };

	private static final int TAPS = 129;

	private static final float[] MOUTH = FirDesign.linearPhase(TAPS, FREQUENCIES_HZ, LEVELS_DB, PcmFormat.SAMPLE_RATE);

	/** About 24 dB below speech. */
	private static final double LEVEL = Loudness.SPEECH * 0.15;

	private BreathSound() {
	}

	static float[] of(double seconds, RandomGenerator random) {
		float[] noise = new float[(int) (seconds * PcmFormat.SAMPLE_RATE)];
		for (int i = 0; i < noise.length; i++) {
			double swell = Math.sin(Math.PI * i / noise.length);
			noise[i] = (float) (LEVEL * swell * swell * random.nextGaussian());
		}
		FirFilter filter = new FirFilter(MOUTH);
		return TimbreFilter.joined(filter.process(noise), filter.finish());
	}

}
