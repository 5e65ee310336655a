package io.cosymesh.models.onnx;

/**
 * Tones that swell and fade five times a second, at 16 kHz.
 */
final class Tones {

	private static final int SAMPLE_RATE = 16_000;

	private Tones() {
	}

	static float[] of(double hertz, double seconds) {
		float[] samples = new float[(int) (seconds * SAMPLE_RATE)];
		for (int i = 0; i < samples.length; i++) {
			double time = (double) i / SAMPLE_RATE;
			samples[i] = (float) (Math.pow(Math.sin(5 * Math.PI * time), 2) * Math.sin(2 * Math.PI * hertz * time));
		}
		return samples;
	}

	static float[] then(float[] first, float[] second) {
		float[] both = new float[first.length + second.length];
		System.arraycopy(first, 0, both, 0, first.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
