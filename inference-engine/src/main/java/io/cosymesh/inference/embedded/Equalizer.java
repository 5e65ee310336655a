package io.cosymesh.inference.embedded;

import java.util.List;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.FirDesign;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;

/**
 * Designs the filter that gives a voice the spectral colour of a speaker: the difference
 * of their long-term spectra, at most 18 dB and smoothed over three bands; above what was
 * measured the last gain holds, within −12 to +6 dB.
 */
final class Equalizer {

	private static final int TAPS = 513;

	private static final double LARGEST_GAIN_DB = 18;

	private static final double LOWEST_HELD_DB = -12;

	private static final double HIGHEST_HELD_DB = 6;

	private static final double BELOW_VOICE_DB = -6;

	private Equalizer() {
	}

	/**
	 * Designs the filter.
	 * @param wanted band levels of the speaker
	 * @param bandwidthHz up to where the speaker's recording carries energy
	 * @param given band levels of the voice to be filtered
	 * @return impulse response at the rate of {@link PcmFormat}
	 */
	static float[] design(List<Double> wanted, double bandwidthHz, List<Double> given) {
		double[] gains = smooth(gains(wanted, bandwidthHz, given));
		int bands = gains.length;
		double[] frequencies = new double[bands + 3];
		double[] levels = new double[bands + 3];
		frequencies[1] = 50;
		levels[0] = gains[0] + BELOW_VOICE_DB;
		levels[1] = gains[0];
		for (int i = 0; i < bands; i++) {
			frequencies[i + 2] = LongTermSpectrum.centres().get(i);
			levels[i + 2] = gains[i];
		}
		frequencies[bands + 2] = 4500;
		levels[bands + 2] = held(gains[bands - 1]);
		return FirDesign.linearPhase(TAPS, frequencies, levels, PcmFormat.SAMPLE_RATE);
	}

	private static double[] gains(List<Double> wanted, double bandwidthHz, List<Double> given) {
		double[] gains = new double[given.size()];
		for (int i = 0; i < gains.length; i++) {
			boolean measured = i == 0 || LongTermSpectrum.centres().get(i) <= bandwidthHz;
			gains[i] = measured ? Math.clamp(wanted.get(i) - given.get(i), -LARGEST_GAIN_DB, LARGEST_GAIN_DB)
					: held(gains[i - 1]);
		}
		return gains;
	}

	private static double[] smooth(double[] gains) {
		double[] smoothed = new double[gains.length];
		for (int i = 0; i < gains.length; i++) {
			double below = gains[Math.max(0, i - 1)];
			double above = gains[Math.min(gains.length - 1, i + 1)];
			smoothed[i] = 0.2 * below + 0.6 * gains[i] + 0.2 * above;
		}
		return smoothed;
	}

	private static double held(double gain) {
		return Math.clamp(gain, LOWEST_HELD_DB, HIGHEST_HELD_DB);
	}

}
