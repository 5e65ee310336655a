package io.cosymesh.dsp.signal;

/**
 * Designs linear-phase filters by frequency sampling with a Hamming window (Oppenheim and
 * Schafer 2010, §7.5): the wanted magnitude, delayed by half the length, is transformed
 * back and windowed.
 */
public final class FirDesign {

	private static final int GRID = 4096;

	private FirDesign() {
	}

	/**
	 * Designs a filter from levels at chosen frequencies. Between them the level runs
	 * straight over the logarithm of the frequency; beyond the outermost it is held.
	 * @param taps length of the filter, odd
	 * @param frequencies frequencies in Hz, ascending
	 * @param levels gain at each frequency in dB
	 * @param sampleRate samples per second
	 * @return the impulse response, symmetric about its middle
	 */
	public static float[] linearPhase(int taps, double[] frequencies, double[] levels, int sampleRate) {
		if (taps % 2 == 0 || taps > GRID / 2 || frequencies.length != levels.length) {
			throw new IllegalArgumentException("Taps must be odd and every frequency needs a level");
		}
		double[] real = new double[GRID];
		double[] imaginary = new double[GRID];
		for (int k = 0; k <= GRID / 2; k++) {
			double level = interpolate(frequencies, levels, (double) k * sampleRate / GRID);
			real[k] = Decibels.toAmplitude(level);
			real[(GRID - k) % GRID] = real[k];
		}
		new Fft(GRID).inverse(real, imaginary);
		double[] window = Window.hamming(taps);
		float[] response = new float[taps];
		for (int i = 0; i < taps; i++) {
			response[i] = (float) (window[i] * real[(i - taps / 2 + GRID) % GRID]);
		}
		return response;
	}

	private static double interpolate(double[] frequencies, double[] levels, double frequency) {
		if (frequency <= frequencies[0]) {
			return levels[0];
		}
		for (int i = 1; i < frequencies.length; i++) {
			if (frequency <= frequencies[i]) {
				double share = Math.log((frequency + 1) / (frequencies[i - 1] + 1))
						/ Math.log((frequencies[i] + 1) / (frequencies[i - 1] + 1));
				return levels[i - 1] + share * (levels[i] - levels[i - 1]);
			}
		}
		return levels[levels.length - 1];
	}

}
