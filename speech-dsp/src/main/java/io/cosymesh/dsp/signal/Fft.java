package io.cosymesh.dsp.signal;

/**
 * Fast Fourier transform of one power-of-two size, radix 2 with precomputed twiddle
 * factors (Cooley and Tukey 1965). Instances hold only tables and are safe to share
 * between threads.
 */
public final class Fft {

	private final int size;

	private final int[] reversed;

	private final double[] cosines;

	private final double[] sines;

	/**
	 * Prepares the tables for one size.
	 * @param size number of points, a power of two
	 */
	public Fft(int size) {
		if (size < 2 || Integer.bitCount(size) != 1) {
			throw new IllegalArgumentException("FFT size %d is no power of two".formatted(size));
		}
		this.size = size;
		this.reversed = new int[size];
		this.cosines = new double[size / 2];
		this.sines = new double[size / 2];
		int shift = Integer.numberOfLeadingZeros(size) + 1;
		for (int i = 0; i < size; i++) {
			this.reversed[i] = Integer.reverse(i) >>> shift;
		}
		for (int i = 0; i < size / 2; i++) {
			this.cosines[i] = Math.cos(2 * Math.PI * i / size);
			this.sines[i] = Math.sin(2 * Math.PI * i / size);
		}
	}

	/**
	 * Returns the number of points.
	 * @return the size
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Transforms in place: {@code X[k] = Σ x[n]·e^(−2πi·kn/N)}.
	 * @param real real parts, as many as the size
	 * @param imaginary imaginary parts, as many as the size
	 */
	public void forward(double[] real, double[] imaginary) {
		reorder(real);
		reorder(imaginary);
		for (int half = 1; half < this.size; half *= 2) {
			int stride = this.size / (2 * half);
			for (int start = 0; start < this.size; start += 2 * half) {
				butterflies(real, imaginary, start, half, stride);
			}
		}
	}

	/**
	 * Transforms back in place: {@code x[n] = 1/N·Σ X[k]·e^(2πi·kn/N)}.
	 * @param real real parts, as many as the size
	 * @param imaginary imaginary parts, as many as the size
	 */
	public void inverse(double[] real, double[] imaginary) {
		// Swapping the parts before and after conjugates both ways.
		forward(imaginary, real);
		for (int i = 0; i < this.size; i++) {
			real[i] /= this.size;
			imaginary[i] /= this.size;
		}
	}

	/**
	 * Returns the power {@code |X[k]|²} of a real signal that is padded with zeros.
	 * @param signal at most as many samples as the size
	 * @return powers of the bins 0 to N/2
	 */
	public double[] power(double[] signal) {
		double[] real = new double[this.size];
		double[] imaginary = new double[this.size];
		System.arraycopy(signal, 0, real, 0, Math.min(signal.length, this.size));
		forward(real, imaginary);
		double[] power = new double[this.size / 2 + 1];
		for (int k = 0; k < power.length; k++) {
			power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
		}
		return power;
	}

	private void reorder(double[] values) {
		if (values.length != this.size) {
			throw new IllegalArgumentException("Expected %d values, got %d".formatted(this.size, values.length));
		}
		for (int i = 0; i < this.size; i++) {
			int j = this.reversed[i];
			if (j > i) {
				double swap = values[i];
				values[i] = values[j];
				values[j] = swap;
			}
		}
	}

	private void butterflies(double[] real, double[] imaginary, int start, int half, int stride) {
		for (int k = 0; k < half; k++) {
			double cosine = this.cosines[k * stride];
			double sine = this.sines[k * stride];
			int a = start + k;
			int b = a + half;
			double re = real[b] * cosine + imaginary[b] * sine;
			double im = imaginary[b] * cosine - real[b] * sine;
			real[b] = real[a] - re;
			imaginary[b] = imaginary[a] - im;
			real[a] += re;
			imaginary[a] += im;
		}
	}

}
