package io.cosymesh.dsp.speaker;

import java.util.List;

import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Suspects that a recording holds several voices.
 */
public final class SpeakerTurns {

	private static final int FEWEST_UNITS = 6;

	private SpeakerTurns() {
	}

	/**
	 * Measures how unlike the most unlike two stretches of a recording are.
	 * @param samples mono samples
	 * @param sampleRate samples per second
	 * @return 0 for alike, 1 and more where several speakers are suspected
	 */
	public static double distance(float[] samples, int sampleRate) {
		List<double[]> units = VoiceUnits.of(Resampler.convert(samples, sampleRate, PitchTracker.SAMPLE_RATE));
		double highest = 0;
		for (int split = FEWEST_UNITS; split <= units.size() - FEWEST_UNITS; split++) {
			highest = Math.max(highest, separation(units.subList(0, split), units.subList(split, units.size())));
		}
		return highest;
	}

	private static double separation(List<double[]> before, List<double[]> after) {
		double sum = 0;
		for (int d = 0; d < VoiceUnits.DIMENSIONS; d++) {
			double meanBefore = mean(before, d);
			double meanAfter = mean(after, d);
			double spread = (squares(before, d, meanBefore) + squares(after, d, meanAfter))
					/ (before.size() + after.size() - 2);
			sum += (meanBefore - meanAfter) * (meanBefore - meanAfter) / spread;
		}
		return sum;
	}

	private static double mean(List<double[]> units, int dimension) {
		return units.stream().mapToDouble((unit) -> unit[dimension]).average().orElse(0);
	}

	private static double squares(List<double[]> units, int dimension, double mean) {
		return units.stream().mapToDouble((unit) -> (unit[dimension] - mean) * (unit[dimension] - mean)).sum();
	}

}
