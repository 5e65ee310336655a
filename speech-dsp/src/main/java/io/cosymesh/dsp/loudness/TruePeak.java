package io.cosymesh.dsp.loudness;

/**
 * The highest point of the wave between its samples, by the four-fold oversampling of
 * ITU-R BS.1770-4 annex 2.
 */
public final class TruePeak {

	private static final double[] QUARTER = { 0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000,
			-0.0594482421875, 0.1373291015625, 0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250,
			0.0148925781250, -0.0083007812500 };

	private static final double[] HALF = { -0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250,
			-0.1665039062500, 0.4650878906250, 0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625,
			0.0330810546875, -0.0189208984375 };

	private static final double[][] PHASES = { QUARTER, HALF, reversed(HALF), reversed(QUARTER) };

	private static final int TAPS = QUARTER.length;

	private static final double FLOOR = 1e-6;

	private TruePeak() {
	}

	/**
	 * Measures the true peak.
	 * @param samples mono samples, full scale is 1
	 * @return the peak, at least the highest sample
	 */
	public static double amplitude(float[] samples) {
		double peak = 0;
		for (int i = 0; i < samples.length; i++) {
			peak = Math.max(peak, Math.abs(samples[i]));
			for (double[] phase : PHASES) {
				peak = Math.max(peak, Math.abs(interpolated(samples, i, phase)));
			}
		}
		return peak;
	}

	/**
	 * Measures the true peak.
	 * @param samples mono samples, full scale is 1
	 * @return the peak in dBTP, at least −120
	 */
	public static double decibels(float[] samples) {
		return 20 * Math.log10(Math.max(FLOOR, amplitude(samples)));
	}

	private static double interpolated(float[] samples, int newest, double[] phase) {
		double sum = 0;
		for (int tap = 0; tap < TAPS && tap <= newest; tap++) {
			sum += phase[tap] * samples[newest - tap];
		}
		return sum;
	}

	private static double[] reversed(double[] taps) {
		double[] reversed = new double[taps.length];
		for (int i = 0; i < taps.length; i++) {
			reversed[i] = taps[taps.length - 1 - i];
		}
		return reversed;
	}

}
