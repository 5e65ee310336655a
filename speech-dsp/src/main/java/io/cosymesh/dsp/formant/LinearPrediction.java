package io.cosymesh.dsp.formant;

import java.util.ArrayList;
import java.util.List;

/**
 * Linear prediction by the autocorrelation method (Levinson and Durbin; Makhoul 1975) and
 * the resonances that follow from the roots of the predictor polynomial.
 */
public final class LinearPrediction {

	/** White noise of −40 dB keeps the recursion stable on pure tones. */
	private static final double CORRECTION = 1.0001;

	private static final int ROOT_ITERATIONS = 60;

	private static final double ROOT_PRECISION = 1e-9;

	private LinearPrediction() {
	}

	/**
	 * Solves for the coefficients a of {@code A(z) = 1 + a1·z⁻¹ + … + ap·z⁻ᵖ} that
	 * minimise the energy of the residual.
	 * @param frame a windowed frame
	 * @param order the number of coefficients p
	 * @return 1, a1 … ap; just 1 and zeros for silence
	 */
	public static double[] coefficients(double[] frame, int order) {
		double[] r = autocorrelation(frame, order);
		double[] a = new double[order + 1];
		a[0] = 1;
		double error = r[0] * CORRECTION;
		for (int i = 1; i <= order && error > 0; i++) {
			double sum = r[i];
			for (int j = 1; j < i; j++) {
				sum += a[j] * r[i - j];
			}
			double reflection = -sum / error;
			for (int j = 1; j <= i / 2; j++) {
				double mirrored = a[i - j] + reflection * a[j];
				a[j] += reflection * a[i - j];
				a[i - j] = mirrored;
			}
			a[i] = reflection;
			error *= 1 - reflection * reflection;
		}
		return a;
	}

	/**
	 * Finds the resonances of a predictor: a root {@code ρ·e^(iθ)} stands for a formant
	 * at {@code θ·fs/2π} with the bandwidth {@code −ln(ρ)·fs/π}.
	 * @param coefficients as {@link #coefficients} returns them
	 * @param sampleRate samples per second
	 * @return the formants, ascending by frequency
	 */
	public static List<Formant> formants(double[] coefficients, int sampleRate) {
		int order = coefficients.length - 1;
		double[] real = new double[order];
		double[] imaginary = new double[order];
		findRoots(coefficients, real, imaginary);
		List<Formant> formants = new ArrayList<>();
		for (int i = 0; i < order; i++) {
			double radius = Math.hypot(real[i], imaginary[i]);
			if (imaginary[i] > 0.01 && radius > 0) {
				formants.add(new Formant(Math.atan2(imaginary[i], real[i]) * sampleRate / (2 * Math.PI),
						-Math.log(radius) * sampleRate / Math.PI));
			}
		}
		formants.sort((a, b) -> Double.compare(a.hertz(), b.hertz()));
		return formants;
	}

	private static double[] autocorrelation(double[] frame, int order) {
		double[] r = new double[order + 1];
		for (int lag = 0; lag <= order; lag++) {
			for (int i = lag; i < frame.length; i++) {
				r[lag] += frame[i] * frame[i - lag];
			}
		}
		return r;
	}

	/** Durand-Kerner: all roots of the monic polynomial at once. */
	private static void findRoots(double[] polynomial, double[] real, double[] imaginary) {
		for (int i = 0; i < real.length; i++) {
			double angle = 2 * Math.PI * (i + 0.25) / real.length;
			real[i] = 0.9 * Math.cos(angle);
			imaginary[i] = 0.9 * Math.sin(angle);
		}
		double change = 1;
		for (int iteration = 0; iteration < ROOT_ITERATIONS && change > ROOT_PRECISION; iteration++) {
			change = 0;
			for (int i = 0; i < real.length; i++) {
				change = Math.max(change, improve(polynomial, real, imaginary, i));
			}
		}
	}

	private static double improve(double[] polynomial, double[] real, double[] imaginary, int i) {
		double x = real[i];
		double y = imaginary[i];
		double valueRe = polynomial[0];
		double valueIm = 0;
		double productRe = 1;
		double productIm = 0;
		for (int k = 1; k < polynomial.length; k++) {
			double re = valueRe * x - valueIm * y + polynomial[k];
			valueIm = valueRe * y + valueIm * x;
			valueRe = re;
		}
		for (int j = 0; j < real.length; j++) {
			if (j != i) {
				double re = productRe * (x - real[j]) - productIm * (y - imaginary[j]);
				productIm = productRe * (y - imaginary[j]) + productIm * (x - real[j]);
				productRe = re;
			}
		}
		double norm = productRe * productRe + productIm * productIm + 1e-300;
		double stepRe = (valueRe * productRe + valueIm * productIm) / norm;
		double stepIm = (valueIm * productRe - valueRe * productIm) / norm;
		real[i] -= stepRe;
		imaginary[i] -= stepIm;
		return Math.abs(stepRe) + Math.abs(stepIm);
	}

	/**
	 * A resonance of the vocal tract.
	 *
	 * @param hertz its frequency in Hz
	 * @param bandwidthHz its bandwidth in Hz
	 */
	public record Formant(double hertz, double bandwidthHz) {

	}

}
