package io.cosymesh.inference.embedded;

/**
 * Level of speech, silences left out.
 */
final class Loudness {

	/** Root mean square of all speech that leaves the engine: −20 dBFS. */
	static final double SPEECH = 0.1;

	/** Noise below it: espeak-ng's silences are digital zero, which no recording has. */
	static final double NOISE = SPEECH * 0.0056;

	private static final double AUDIBLE_SHARE_OF_PEAK = 0.02;

	private Loudness() {
	}

	/** Returns the root mean square of the samples above 2 % of the peak. */
	static double of(float[] samples) {
		double peak = 0;
		for (float sample : samples) {
			peak = Math.max(peak, Math.abs(sample));
		}
		double sum = 0;
		int count = 0;
		for (float sample : samples) {
			if (Math.abs(sample) > AUDIBLE_SHARE_OF_PEAK * peak) {
				sum += (double) sample * sample;
				count++;
			}
		}
		return (count == 0) ? SPEECH : Math.sqrt(sum / count);
	}

}
