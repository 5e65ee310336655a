package io.cosymesh.inference.embedded;

import java.util.random.RandomGenerator;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.signal.FirFilter;
import io.cosymesh.dsp.signal.Resampler;

/**
 * Turns what espeak-ng says into what leaves the engine, piece by piece: resampled to 24
 * kHz, equalized, brought to level, with a noise floor, as signed 16-bit little-endian.
 */
final class PostFilter {

	/** Above this a peak is bent instead of cut. */
	private static final double KNEE = 0.8;

	private final Resampler resampler = new Resampler(EspeakSession.SAMPLE_RATE, PcmFormat.SAMPLE_RATE);

	private final FirFilter equalizer;

	private final double gain;

	private final RandomGenerator noise;

	PostFilter(AdaptedVoice voice, RandomGenerator noise) {
		this.equalizer = new FirFilter(voice.equalizer());
		this.gain = voice.gain();
		this.noise = noise;
	}

	byte[] process(float[] speech) {
		return encode(this.equalizer.process(this.resampler.process(speech)));
	}

	byte[] finish() {
		byte[] head = encode(this.equalizer.process(this.resampler.finish()));
		byte[] tail = encode(this.equalizer.finish());
		byte[] rest = new byte[head.length + tail.length];
		System.arraycopy(head, 0, rest, 0, head.length);
		System.arraycopy(tail, 0, rest, head.length, tail.length);
		return rest;
	}

	private byte[] encode(float[] samples) {
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
