package io.cosymesh.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.dsp.VoiceAnalyzer;

/**
 * A made-up speaker of known pitch: harmonics with four formants, gliding a tone and a
 * half up and down, in syllables, over a little noise.
 */
public final class SyntheticSpeaker {

	private static final double[] FORMANTS_HZ = { 600, 1400, 2500, 3500 };

	private SyntheticSpeaker() {
	}

	public static float[] speak(double pitchHz, double seconds) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
		float[] samples = new float[(int) (seconds * PcmFormat.SAMPLE_RATE)];
		double phase = 0;
		for (int i = 0; i < samples.length; i++) {
			double time = (double) i / PcmFormat.SAMPLE_RATE;
			double pitch = pitchHz * Math.pow(2, 1.5 / 12 * Math.sin(2 * Math.PI * 0.7 * time));
			phase += pitch / PcmFormat.SAMPLE_RATE;
			double sum = 0;
			for (int k = 1; k * pitch < 7000; k++) {
				sum += amplitude(k * pitch) / k * Math.sin(2 * Math.PI * k * phase);
			}
			double syllable = 0.3 + 0.7 * Math.abs(Math.sin(2 * Math.PI * 2 * time));
			samples[i] = (float) (0.15 * syllable * sum + 0.001 * random.nextGaussian());
		}
		return samples;
	}

	public static VoiceFeatures features(double pitchHz) {
		return VoiceAnalyzer.measure(speak(pitchHz, 3), PcmFormat.SAMPLE_RATE);
	}

	public static VoicePrompt prompt(double pitchHz) {
		return new VoicePrompt(AudioBytes.of(new byte[0]), null, features(pitchHz));
	}

	public static VoicePrompt recording(double pitchHz) {
		float[] samples = speak(pitchHz, 3);
		ByteBuffer pcm = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
		for (float sample : samples) {
			pcm.putShort((short) Math.round(sample * Short.MAX_VALUE));
		}
		return new VoicePrompt(AudioBytes.of(pcm.array()), null, features(pitchHz));
	}

	private static double amplitude(double hertz) {
		double sum = 0.1;
		for (double formant : FORMANTS_HZ) {
			double distance = (hertz - formant) / 120;
			sum += 1 / (1 + distance * distance);
		}
		return sum;
	}

}
