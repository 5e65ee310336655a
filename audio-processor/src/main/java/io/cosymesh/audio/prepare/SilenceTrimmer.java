package io.cosymesh.audio.prepare;

import java.util.Arrays;

/**
 * Cuts silence off both ends as {@code librosa.effects.trim} does with the numbers of
 * CosyVoice: 60 dB below the loudest frame, frames of 27.5 ms every 13.75 ms (440 and 220
 * samples at 16 kHz, half as many again at 24 kHz).
 */
final class SilenceTrimmer {

	private static final double TOP_DB = 60;

	private static final int FRAME = 660;

	private static final int HOP = 330;

	private SilenceTrimmer() {
	}

	static float[] trim(float[] samples) {
		double[] powers = framePowers(samples);
		double loudest = Arrays.stream(powers).max().orElse(0);
		double threshold = loudest * Math.pow(10, -TOP_DB / 10);
		int first = 0;
		while (first < powers.length && powers[first] <= threshold) {
			first++;
		}
		int last = powers.length - 1;
		while (last > first && powers[last] <= threshold) {
			last--;
		}
		int start = Math.min(samples.length, first * HOP);
		return Arrays.copyOfRange(samples, start, Math.min(samples.length, (last + 1) * HOP));
	}

	private static double[] framePowers(float[] samples) {
		double[] powers = new double[1 + samples.length / HOP];
		for (int frame = 0; frame < powers.length; frame++) {
			int start = Math.max(0, frame * HOP - FRAME / 2);
			int end = Math.min(samples.length, frame * HOP + FRAME / 2);
			for (int i = start; i < end; i++) {
				powers[frame] += (double) samples[i] * samples[i];
			}
		}
		return powers;
	}

}
