package io.cosymesh.dsp.colour;

import java.util.Arrays;

import io.cosymesh.dsp.signal.Decibels;
import io.cosymesh.dsp.signal.Fft;
import io.cosymesh.dsp.spectrum.MelBands;

/**
 * How sound is cut for its colour: 24 kHz, frames of 32 ms every 8 ms under the square
 * root of a Hann window, so that frames filtered and windowed once more add up to what
 * they were cut from. The colour of a frame is its cepstrum: {@code c = D·ln E} with the
 * energies E of 24 mel bands from 80 to 3900 Hz and the orthonormal cosine transform D
 * (Davis and Mermelstein 1980), coefficients 1 to 12; coefficient 0 is loudness.
 */
final class ColourFrames {

	static final int SAMPLE_RATE = 24_000;

	static final int LENGTH = 768;

	static final int HOP = 192;

	static final int BINS = 513;

	/**
	 * What frames add up to after two windows: the sum of Hann windows a quarter apart.
	 */
	static final double OVERLAP = (double) LENGTH / HOP / 2;

	static final Fft FFT = new Fft(1024);

	static final double[] WINDOW = window();

	static final int BANDS = 24;

	private static final int COEFFICIENTS = 12;

	private static final double LOWEST_HZ = 80;

	private static final double HIGHEST_HZ = 3900;

	private static final MelBands MEL = new MelBands(BANDS, LOWEST_HZ, HIGHEST_HZ, (double) SAMPLE_RATE / FFT.size());

	private static final double[][] COSINES = cosines();

	private static final double[] CENTRES = MEL.centreBins();

	private ColourFrames() {
	}

	/** Returns the cepstrum of a power spectrum. */
	static double[] cepstrum(double[] power) {
		double[] energies = MEL.logEnergies(power, 1);
		double[] cepstrum = new double[COEFFICIENTS];
		for (int c = 0; c < COEFFICIENTS; c++) {
			for (int band = 0; band < BANDS; band++) {
				cepstrum[c] += COSINES[c][band] * energies[band];
			}
		}
		return cepstrum;
	}

	/** Returns the change of each band, {@code ln} of power, for a change of cepstrum. */
	static double[] bands(double[] cepstrum) {
		double[] bands = new double[BANDS];
		for (int c = 0; c < COEFFICIENTS; c++) {
			for (int band = 0; band < BANDS; band++) {
				bands[band] += COSINES[c][band] * cepstrum[c];
			}
		}
		return bands;
	}

	/**
	 * Returns the factor on each bin's amplitude for a change per band: straight between
	 * the bands' centres, held beyond.
	 */
	static double[] factors(double[] bands) {
		double[] factors = new double[BINS];
		int above = 0;
		for (int bin = 0; bin < BINS; bin++) {
			while (above < BANDS && CENTRES[above] <= bin) {
				above++;
			}
			double change;
			if (above == 0 || above == BANDS) {
				change = bands[Math.clamp(above, 0, BANDS - 1)];
			}
			else {
				double share = (bin - CENTRES[above - 1]) / (CENTRES[above] - CENTRES[above - 1]);
				change = bands[above - 1] + share * (bands[above] - bands[above - 1]);
			}
			factors[bin] = Math.exp(change / 2);
		}
		return factors;
	}

	/** Returns the level of a frame in dB relative to full scale. */
	static double level(double[] power) {
		double sum = 0;
		for (double value : power) {
			sum += value;
		}
		return Decibels.ofPower(sum / BINS / LENGTH);
	}

	private static double[] window() {
		double[] window = new double[LENGTH];
		Arrays.setAll(window, (n) -> Math.sin(Math.PI * n / LENGTH));
		return window;
	}

	private static double[][] cosines() {
		double[][] cosines = new double[COEFFICIENTS][BANDS];
		for (int c = 0; c < COEFFICIENTS; c++) {
			for (int band = 0; band < BANDS; band++) {
				cosines[c][band] = Math.sqrt(2.0 / BANDS) * Math.cos(Math.PI * (c + 1) * (band + 0.5) / BANDS);
			}
		}
		return cosines;
	}

}
