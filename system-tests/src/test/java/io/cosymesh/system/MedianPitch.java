package io.cosymesh.system;

import java.util.Arrays;

/**
 * Median pitch by autocorrelation, written for these tests alone so that they don't judge
 * the product by its own measure.
 */
final class MedianPitch {

	private static final double LOWEST = 60;

	private static final double HIGHEST = 420;

	private static final double VOICED = 0.6;

	private MedianPitch() {
	}

	static double of(WavAudio audio) {
		int frame = audio.sampleRate() / 20;
		int hop = audio.sampleRate() / 50;
		int longest = (int) (audio.sampleRate() / LOWEST);
		double loud = loudness(audio.samples(), 0, audio.samples().length) / 4;
		double[] pitches = new double[audio.samples().length / hop + 1];
		int voiced = 0;
		for (int start = 0; start + frame + longest < audio.samples().length; start += hop) {
			if (loudness(audio.samples(), start, frame) < loud) {
				continue;
			}
			double pitch = pitchAt(audio, start, frame);
			if (pitch > 0) {
				pitches[voiced++] = pitch;
			}
		}
		if (voiced < 10) {
			throw new AssertionError("No voice in the audio");
		}
		double[] sorted = Arrays.copyOf(pitches, voiced);
		Arrays.sort(sorted);
		return sorted[voiced / 2];
	}

	static double semitones(double one, double other) {
		return Math.abs(12 * Math.log(one / other) / Math.log(2));
	}

	private static double pitchAt(WavAudio audio, int start, int frame) {
		int shortest = (int) (audio.sampleRate() / HIGHEST);
		int longest = (int) (audio.sampleRate() / LOWEST);
		double[] likeness = new double[longest + 1];
		double best = 0;
		for (int lag = shortest; lag <= longest; lag++) {
			likeness[lag] = correlation(audio.samples(), start, lag, frame);
			best = Math.max(best, likeness[lag]);
		}
		if (best < VOICED) {
			return 0;
		}
		// The first good peak, not the best: twice the period fits just as well.
		for (int lag = shortest + 1; lag < longest; lag++) {
			if (likeness[lag] > 0.9 * best && likeness[lag] >= likeness[lag - 1]
					&& likeness[lag] >= likeness[lag + 1]) {
				return (double) audio.sampleRate() / lag;
			}
		}
		return 0;
	}

	private static double correlation(short[] samples, int start, int lag, int frame) {
		double product = 0;
		double here = 0;
		double there = 0;
		for (int i = start; i < start + frame; i++) {
			product += (double) samples[i] * samples[i + lag];
			here += (double) samples[i] * samples[i];
			there += (double) samples[i + lag] * samples[i + lag];
		}
		return (here == 0 || there == 0) ? 0 : product / Math.sqrt(here * there);
	}

	private static double loudness(short[] samples, int start, int length) {
		double sum = 0;
		for (int i = start; i < start + length; i++) {
			sum += (double) samples[i] * samples[i];
		}
		return Math.sqrt(sum / length);
	}

}
