package io.cosymesh.dsp.mel;

import io.cosymesh.dsp.signal.Fft;

/**
 * Discrete Fourier transform of any length by the chirp-z algorithm (Bluestein 1970):
 * {@code X[k] = w[k]·Σ x[n]·w[n]·w*[k−n]} with {@code w[n] = e^(−iπn²/N)}, a convolution
 * for which a power-of-two transform is enough. Instances hold only tables and are safe
 * to share between threads.
 */
final class ChirpTransform {

	private final int length;

	private final Fft fft;

	private final double[] cosines;

	private final double[] sines;

	private final double[] kernelReal;

	private final double[] kernelImaginary;

	ChirpTransform(int length) {
		this.length = length;
		this.fft = new Fft(Integer.highestOneBit(2 * length - 1) * 2);
		this.cosines = new double[length];
		this.sines = new double[length];
		this.kernelReal = new double[this.fft.size()];
		this.kernelImaginary = new double[this.fft.size()];
		for (int n = 0; n < length; n++) {
			// n² modulo 2N keeps the angle small and the chirp exact.
			double angle = Math.PI * ((long) n * n % (2L * length)) / length;
			this.cosines[n] = Math.cos(angle);
			this.sines[n] = Math.sin(angle);
			int mirrored = (this.fft.size() - n) % this.fft.size();
			this.kernelReal[n] = this.kernelReal[mirrored] = this.cosines[n];
			this.kernelImaginary[n] = this.kernelImaginary[mirrored] = this.sines[n];
		}
		this.fft.forward(this.kernelReal, this.kernelImaginary);
	}

	/**
	 * Returns the power {@code |X[k]|²} of a real signal.
	 * @param signal as many samples as the length
	 * @return powers of the bins 0 to N/2
	 */
	double[] power(double[] signal) {
		double[] real = new double[this.fft.size()];
		double[] imaginary = new double[this.fft.size()];
		for (int n = 0; n < this.length; n++) {
			real[n] = signal[n] * this.cosines[n];
			imaginary[n] = -signal[n] * this.sines[n];
		}
		this.fft.forward(real, imaginary);
		for (int k = 0; k < real.length; k++) {
			double product = real[k] * this.kernelReal[k] - imaginary[k] * this.kernelImaginary[k];
			imaginary[k] = real[k] * this.kernelImaginary[k] + imaginary[k] * this.kernelReal[k];
			real[k] = product;
		}
		this.fft.inverse(real, imaginary);
		// The last factor w[k] turns the value and leaves its power alone.
		double[] power = new double[this.length / 2 + 1];
		for (int k = 0; k < power.length; k++) {
			power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
		}
		return power;
	}

}
