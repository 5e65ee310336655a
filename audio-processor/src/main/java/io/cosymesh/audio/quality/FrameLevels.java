package io.cosymesh.audio.quality;

import java.util.Arrays;

/**
 * The level of each 20 ms of a recording, every 10 ms, freed of a constant offset.
 */
final class FrameLevels {

	static final double HOP_SECONDS = 0.01;

	static final double FRAME_SECONDS = 0.02;

	private static final double FLOOR_POWER = 1e-12;

	/** Half a second of frames tells how loud the speech is, also in 30 s of silence. */
	private static final int LOUD_FRAMES = 50;

	private static final double LOUD_SHARE = 0.05;

	private static final double QUIET_SHARE = 0.05;

	private final double[] powers;

	private final double[] sorted;

	private FrameLevels(double[] powers) {
		this.powers = powers;
		this.sorted = powers.clone();
		Arrays.sort(this.sorted);
	}

	static FrameLevels of(float[] samples, int sampleRate) {
		int hop = (int) Math.round(sampleRate * HOP_SECONDS);
		int length = Math.min(samples.length, (int) Math.round(sampleRate * FRAME_SECONDS));
		double offset = mean(samples);
		double[] powers = new double[1 + (samples.length - length) / hop];
		for (int frame = 0; frame < powers.length; frame++) {
			double sum = 0;
			for (int i = frame * hop; i < frame * hop + length; i++) {
				double value = samples[i] - offset;
				sum += value * value;
			}
			powers[frame] = sum / Math.max(1, length);
		}
		return new FrameLevels(powers);
	}

	static double mean(float[] samples) {
		double sum = 0;
		for (float sample : samples) {
			sum += sample;
		}
		return sum / Math.max(1, samples.length);
	}

	static double decibels(double power) {
		return 10 * Math.log10(power + FLOOR_POWER);
	}

	int count() {
		return this.powers.length;
	}

	double power(int frame) {
		return this.powers[frame];
	}

	double level(int frame) {
		return decibels(this.powers[frame]);
	}

	double loud() {
		int above = Math.min(LOUD_FRAMES, (int) (this.sorted.length * LOUD_SHARE));
		return decibels(this.sorted[this.sorted.length - 1 - above]);
	}

	double shareBelow(double level) {
		long below = Arrays.stream(this.powers).filter((power) -> decibels(power) < level).count();
		return below / (double) this.powers.length;
	}

	double quiet() {
		return decibels(this.sorted[(int) (this.sorted.length * QUIET_SHARE)]);
	}

}
