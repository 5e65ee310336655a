package io.cosymesh.dsp.colour;

import java.util.Arrays;

/**
 * One frame of a stream on its way through the filter.
 *
 * @param real real parts of its spectrum
 * @param imaginary imaginary parts
 * @param isVoiced whether the vocal folds swing in it
 * @param change what the map would change in it if it were voiced, per band in {@code ln}
 * of power
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(double[] real, double[] imaginary, boolean isVoiced, double[] change) {

	static Frame silent(ColourMap map) {
		return new Frame(new double[ColourFrames.FFT.size()], new double[ColourFrames.FFT.size()], false,
				map.unvoiced());
	}

	static Frame of(float[] samples, int start, ColourMap map) {
		double[] real = new double[ColourFrames.FFT.size()];
		double[] imaginary = new double[ColourFrames.FFT.size()];
		for (int i = 0; i < ColourFrames.LENGTH; i++) {
			real[i] = samples[start + i] * ColourFrames.WINDOW[i];
		}
		ColourFrames.FFT.forward(real, imaginary);
		double[] power = new double[ColourFrames.BINS];
		for (int k = 0; k < power.length; k++) {
			power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
		}
		boolean voiced = map.isVoiced(power);
		// Neighbours of a voiced frame are blended with what they would be if they were.
		return new Frame(real, imaginary, voiced, map.voiced(power));
	}

	/** Returns the frame with each bin's amplitude multiplied by a factor. */
	double[] filtered(double[] factors) {
		int size = this.real.length;
		double[] re = new double[size];
		double[] im = new double[size];
		for (int k = 0; k < factors.length; k++) {
			re[k] = this.real[k] * factors[k];
			im[k] = this.imaginary[k] * factors[k];
			re[(size - k) % size] = re[k];
			im[(size - k) % size] = (k == 0 || 2 * k == size) ? im[k] : -im[k];
		}
		ColourFrames.FFT.inverse(re, im);
		return Arrays.copyOf(re, ColourFrames.LENGTH);
	}

}
