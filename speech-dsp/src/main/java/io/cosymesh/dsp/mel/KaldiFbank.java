package io.cosymesh.dsp.mel;

import io.cosymesh.dsp.signal.Fft;

/**
 * Kaldi's log-mel filter bank with 80 bands, which the speaker encoder CAM++ reads: 16
 * kHz, frames of 25 ms every 10 ms that lie wholly inside, each freed of its mean,
 * pre-emphasised by 0.97, under a Povey window {@code (0.5 − 0.5·cos(2πn/(N−1)))^0.85},
 * padded to 512; power, bands from 20 Hz to the Nyquist frequency, {@code ln(max(m, ε))};
 * no dither. At last the mean over the recording is taken off every band.
 */
public final class KaldiFbank {

	/** Samples per second it is computed from. */
	public static final int SAMPLE_RATE = 16_000;

	/** Samples a recording must have at least. */
	public static final int LENGTH = 400;

	private static final int HOP = 160;

	private static final int BANDS = 80;

	private static final double LOWEST_HZ = 20;

	private static final double PRE_EMPHASIS = 0.97;

	private static final double WINDOW_EXPONENT = 0.85;

	private static final double SMALLEST = Math.ulp(1f);

	private static final Fft FFT = new Fft(512);

	private static final FilterBank BANK = FilterBank.kaldi(new SpectrumLayout(SAMPLE_RATE, 512), BANDS, LOWEST_HZ);

	private static final double[] WINDOW = window();

	private KaldiFbank() {
	}

	/**
	 * Computes the filter bank.
	 * @param samples 16 kHz mono, at least {@link #LENGTH}
	 * @return one row of 80 values per frame, each column of mean 0
	 */
	public static FeatureMatrix of(float[] samples) {
		if (samples.length < LENGTH) {
			throw new IllegalArgumentException(
					"%d samples are too few; at least %d are needed".formatted(samples.length, LENGTH));
		}
		int count = 1 + (samples.length - LENGTH) / HOP;
		float[] values = new float[count * BANDS];
		for (int frame = 0; frame < count; frame++) {
			double[] power = FFT.power(frame(samples, frame * HOP));
			for (int band = 0; band < BANDS; band++) {
				values[frame * BANDS + band] = (float) Math.log(Math.max(BANK.sum(band, power), SMALLEST));
			}
		}
		removeMeans(values, count);
		return new FeatureMatrix(count, BANDS, values);
	}

	private static double[] frame(float[] samples, int start) {
		double mean = 0;
		for (int i = 0; i < LENGTH; i++) {
			mean += (double) samples[start + i] / LENGTH;
		}
		double[] frame = new double[LENGTH];
		for (int i = 0; i < LENGTH; i++) {
			double before = samples[start + Math.max(0, i - 1)] - mean;
			frame[i] = WINDOW[i] * (samples[start + i] - mean - PRE_EMPHASIS * before);
		}
		return frame;
	}

	private static void removeMeans(float[] values, int count) {
		for (int band = 0; band < BANDS; band++) {
			double mean = 0;
			for (int frame = 0; frame < count; frame++) {
				mean += (double) values[frame * BANDS + band] / count;
			}
			for (int frame = 0; frame < count; frame++) {
				values[frame * BANDS + band] -= (float) mean;
			}
		}
	}

	private static double[] window() {
		double[] window = new double[LENGTH];
		for (int n = 0; n < LENGTH; n++) {
			window[n] = Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * n / (LENGTH - 1)), WINDOW_EXPONENT);
		}
		return window;
	}

}
