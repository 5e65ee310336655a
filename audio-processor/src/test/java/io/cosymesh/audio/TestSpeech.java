package io.cosymesh.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Material for tests: something that measures like a voice, made of harmonics that come
 * and go like syllables.
 */
public final class TestSpeech {

	public static final double PITCH = 150;

	private static final double[] FORMANTS = { 600, 1200, 2500, 3500, 5500 };

	private TestSpeech() {
	}

	public static float[] voice(double seconds, int sampleRate) {
		return voice(seconds, sampleRate, 7500);
	}

	/** Somebody who speaks through a wall, for instance. */
	public static float[] voice(double seconds, int sampleRate, double highestHz) {
		float[] samples = new float[(int) Math.round(seconds * sampleRate)];
		for (int harmonic = 1; harmonic * PITCH < Math.min(highestHz, sampleRate / 2.0); harmonic++) {
			double gain = 0.02;
			for (double formant : FORMANTS) {
				gain += 0.2 / (1 + Math.pow((harmonic * PITCH - formant) / 120, 2));
			}
			for (int i = 0; i < samples.length; i++) {
				samples[i] += (float) (gain * Math.sin(2 * Math.PI * harmonic * PITCH * i / sampleRate + harmonic));
			}
		}
		float peak = 0;
		for (int i = 0; i < samples.length; i++) {
			samples[i] *= (float) (0.55 - 0.45 * Math.cos(2 * Math.PI * 4 * i / sampleRate));
			peak = Math.max(peak, Math.abs(samples[i]));
		}
		for (int i = 0; i < samples.length; i++) {
			samples[i] *= 0.6f / peak;
		}
		return samples;
	}

	public static float[] noise(double seconds, int sampleRate, double amplitude) {
		Random random = new Random(1);
		float[] samples = new float[(int) Math.round(seconds * sampleRate)];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) (amplitude * random.nextGaussian());
		}
		return samples;
	}

	public static float[] join(float[]... parts) {
		int length = 0;
		for (float[] part : parts) {
			length += part.length;
		}
		float[] joined = new float[length];
		int offset = 0;
		for (float[] part : parts) {
			System.arraycopy(part, 0, joined, offset, part.length);
			offset += part.length;
		}
		return joined;
	}

	public static byte[] pcm16(float[] samples) {
		ByteBuffer pcm = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : samples) {
			pcm.putShort((short) Math.round(sample * 32767));
		}
		return pcm.array();
	}

	public static byte[] wav(float[] samples, int sampleRate) {
		byte[] pcm = pcm16(samples);
		ByteBuffer wav = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
		wav.put("RIFF".getBytes()).putInt(36 + pcm.length).put("WAVEfmt ".getBytes()).putInt(16);
		wav.putShort((short) 1).putShort((short) 1).putInt(sampleRate).putInt(2 * sampleRate);
		wav.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(pcm.length).put(pcm);
		return wav.array();
	}

}
