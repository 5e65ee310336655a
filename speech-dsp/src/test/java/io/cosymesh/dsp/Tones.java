package io.cosymesh.dsp;

import java.util.random.RandomGeneratorFactory;

/**
 * Signals whose properties are known.
 */
public final class Tones {

	private Tones() {
	}

	public static float[] sine(double hertz, int sampleRate, double seconds) {
		float[] samples = new float[(int) (sampleRate * seconds)];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / sampleRate));
		}
		return samples;
	}

	/** A saw tooth: all harmonics up to 6 kHz, falling by 6 dB per octave. */
	public static float[] voice(double hertz, int sampleRate, double seconds) {
		float[] samples = new float[(int) (sampleRate * seconds)];
		for (int k = 1; k * hertz < 6000; k++) {
			float[] harmonic = sine(k * hertz, sampleRate, seconds);
			for (int i = 0; i < samples.length; i++) {
				samples[i] += 0.5f * harmonic[i] / k;
			}
		}
		return samples;
	}

	public static float[] noise(int sampleRate, double seconds, double level) {
		var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
		float[] samples = new float[(int) (sampleRate * seconds)];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) (level * random.nextGaussian());
		}
		return samples;
	}

	public static float[] sum(float[] a, float[] b) {
		float[] sum = a.clone();
		for (int i = 0; i < sum.length; i++) {
			sum[i] += b[i];
		}
		return sum;
	}

	public static double rms(float[] samples, int from, int to) {
		double sum = 0;
		for (int i = from; i < to; i++) {
			sum += samples[i] * samples[i];
		}
		return Math.sqrt(sum / (to - from));
	}

}
