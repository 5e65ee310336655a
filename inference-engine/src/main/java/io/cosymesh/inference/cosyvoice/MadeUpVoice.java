package io.cosymesh.inference.cosyvoice;

import io.cosymesh.contracts.PcmFormat;

/**
 * Says a long "a" in nobody's voice, gliding up and down: enough of a recording to prove
 * that a runtime answers.
 */
final class MadeUpVoice {

	private static final double SECONDS = 3;

	private static final double PITCH_HZ = 140;

	private static final double[] FORMANTS_HZ = { 750, 1200, 2600 };

	private static final double HIGHEST_HZ = 6_000;

	private MadeUpVoice() {
	}

	static byte[] pcm() {
		int length = (int) (SECONDS * PcmFormat.SAMPLE_RATE);
		byte[] pcm = new byte[length * PcmFormat.BYTES_PER_SAMPLE];
		double phase = 0;
		for (int i = 0; i < length; i++) {
			double time = (double) i / PcmFormat.SAMPLE_RATE;
			double pitch = PITCH_HZ * (1 + 0.1 * Math.sin(2 * Math.PI * 0.7 * time));
			phase += 2 * Math.PI * pitch / PcmFormat.SAMPLE_RATE;
			double swell = Math.sin(Math.PI * time / SECONDS);
			int sample = (int) Math.round(3_000 * swell * wave(pitch, phase));
			pcm[2 * i] = (byte) sample;
			pcm[2 * i + 1] = (byte) (sample >> 8);
		}
		return pcm;
	}

	private static double wave(double pitch, double phase) {
		double sum = 0;
		for (int k = 1; k * pitch < HIGHEST_HZ; k++) {
			sum += (0.1 + resonance(k * pitch)) / k * Math.sin(k * phase);
		}
		return sum;
	}

	private static double resonance(double hertz) {
		double sum = 0;
		for (double formant : FORMANTS_HZ) {
			double distance = (hertz - formant) / 120;
			sum += 1 / (1 + distance * distance);
		}
		return sum;
	}

}
