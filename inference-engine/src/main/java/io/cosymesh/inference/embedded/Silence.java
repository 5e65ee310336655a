package io.cosymesh.inference.embedded;

import java.util.Arrays;

/**
 * The pause espeak-ng leaves after everything it says.
 */
final class Silence {

	private static final float AUDIBLE = 0.003f;

	private static final int KEPT = EspeakSession.SAMPLE_RATE * 60 / 1000;

	private Silence() {
	}

	/** Shortens the pause at the end to that between two words. */
	static float[] shorten(float[] speech) {
		int end = speech.length;
		while (end > 0 && Math.abs(speech[end - 1]) < AUDIBLE) {
			end--;
		}
		return Arrays.copyOf(speech, Math.min(speech.length, end + KEPT));
	}

}
