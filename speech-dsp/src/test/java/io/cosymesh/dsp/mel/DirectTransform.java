package io.cosymesh.dsp.mel;

/**
 * The definitions, computed the slow way: a discrete Fourier transform as a double sum
 * and filter weights by their formula for each bin. Shares no code with what it checks.
 */
final class DirectTransform {

	private DirectTransform() {
	}

	static double[] power(double[] frame) {
		int size = frame.length;
		double[] power = new double[size / 2 + 1];
		for (int k = 0; k < power.length; k++) {
			double real = 0;
			double imaginary = 0;
			for (int n = 0; n < size; n++) {
				real += frame[n] * Math.cos(2 * Math.PI * (((long) k * n) % size) / size);
				imaginary -= frame[n] * Math.sin(2 * Math.PI * (((long) k * n) % size) / size);
			}
			power[k] = real * real + imaginary * imaginary;
		}
		return power;
	}

	/** The Slaney band in Hz: rising from one edge to the next, falling to the third. */
	static double slaneyBand(double[] spectrum, int band, int bands, double sampleRate, double highHz) {
		double top = 15 + 27 * Math.log(highHz / 1000) / Math.log(6.4);
		double left = hertz(top * band / (bands + 1));
		double centre = hertz(top * (band + 1) / (bands + 1));
		double right = hertz(top * (band + 2) / (bands + 1));
		double sum = 0;
		for (int k = 0; k < spectrum.length; k++) {
			double frequency = k * sampleRate / (2.0 * (spectrum.length - 1));
			double weight = (frequency <= centre) ? (frequency - left) / (centre - left)
					: (right - frequency) / (right - centre);
			sum += Math.max(0, weight) * 2 / (right - left) * spectrum[k];
		}
		return sum;
	}

	/** The band of Kaldi, straight on {@code 1127·ln(1 + f/700)}. */
	static double kaldiBand(double[] spectrum, int band, int bands, double sampleRate, double lowHz) {
		double low = 1127 * Math.log1p(lowHz / 700);
		double width = (1127 * Math.log1p(sampleRate / 2 / 700) - low) / (bands + 1);
		double sum = 0;
		for (int k = 0; k < spectrum.length - 1; k++) {
			double mel = 1127 * Math.log1p(k * sampleRate / (2.0 * (spectrum.length - 1)) / 700);
			double distance = Math.abs(mel - (low + (band + 1) * width));
			sum += Math.max(0, 1 - distance / width) * spectrum[k];
		}
		return sum;
	}

	private static double hertz(double mel) {
		return (mel < 15) ? mel * 200 / 3 : 1000 * Math.pow(6.4, (mel - 15) / 27);
	}

}
