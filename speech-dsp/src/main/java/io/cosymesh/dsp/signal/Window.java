package io.cosymesh.dsp.signal;

/**
 * Window functions, symmetric (Harris 1978).
 */
public final class Window {

	private Window() {
	}

	/**
	 * Returns {@code 0.5 − 0.5·cos(2πn/(N−1))}.
	 * @param length number of points
	 * @return the window
	 */
	public static double[] hann(int length) {
		return cosine(length, 0.5);
	}

	/**
	 * Returns {@code 0.54 − 0.46·cos(2πn/(N−1))}.
	 * @param length number of points
	 * @return the window
	 */
	public static double[] hamming(int length) {
		return cosine(length, 0.54);
	}

	/**
	 * Returns one point of the Kaiser window {@code I0(β·√(1−x²))/I0(β)}.
	 * @param position from −1 to 1; zero outside
	 * @param beta shape: about 9 for 90 dB of stop-band rejection
	 * @return the factor
	 */
	public static double kaiser(double position, double beta) {
		double inside = 1 - position * position;
		return (inside < 0) ? 0 : besselI0(beta * Math.sqrt(inside)) / besselI0(beta);
	}

	private static double[] cosine(int length, double offset) {
		double[] window = new double[length];
		for (int n = 0; n < length; n++) {
			window[n] = offset - (1 - offset) * Math.cos(2 * Math.PI * n / Math.max(1, length - 1));
		}
		return window;
	}

	private static double besselI0(double x) {
		double sum = 1;
		double term = 1;
		for (int k = 1; term > 1e-12 * sum; k++) {
			term *= (x / (2 * k)) * (x / (2 * k));
			sum += term;
		}
		return sum;
	}

}
