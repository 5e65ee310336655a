package io.cosymesh.inference.embedded;

import java.util.random.RandomGenerator;

import io.cosymesh.contracts.PcmFormat;

/**
 * Turns samples into what leaves the engine: brought to level, with a noise floor, as
 * signed 16-bit little-endian.
 */
final class PcmEncoder {

	/** Above this a peak is bent instead of cut. */
	private static final double KNEE = 0.8;

	private final double gain;

	private final RandomGenerator noise;

	PcmEncoder(double gain, RandomGenerator noise) {
		this.gain = gain;
		this.noise = noise;
	}

	byte[] encode(float[] samples) {
		byte[] pcm = new byte[samples.length * PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < samples.length; i++) {
			double sample = limit(this.gain * samples[i] + Loudness.NOISE * this.noise.nextGaussian());
			int value = (int) Math.round(sample * Short.MAX_VALUE);
			pcm[2 * i] = (byte) value;
			pcm[2 * i + 1] = (byte) (value >> 8);
		}
		return pcm;
	}

	private static double limit(double sample) {
		double size = Math.abs(sample);
		return (size <= KNEE) ? sample
				: Math.copySign(KNEE + (1 - KNEE) * Math.tanh((size - KNEE) / (1 - KNEE)), sample);
	}

}
