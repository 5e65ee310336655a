package io.cosymesh.dsp.loudness;

/**
 * The K-weighting of ITU-R BS.1770-4 §1: a shelf that stands for the head, then a
 * high-pass. The Recommendation gives coefficients for 48 kHz; those of other rates
 * follow from the same analogue prototypes by the bilinear transform with
 * {@code K = tan(π·f0/fs)}.
 */
final class KWeighting {

	private static final double SHELF_HZ = 1681.974450955533;

	private static final double SHELF_DB = 3.999843853973347;

	private static final double SHELF_Q = 0.7071752369554196;

	private static final double SHELF_EXPONENT = 0.4996667741545416;

	private static final double HIGH_PASS_HZ = 38.13547087602444;

	private static final double HIGH_PASS_Q = 0.5003270373238773;

	private final Biquad shelf;

	private final Biquad highPass;

	KWeighting(int sampleRate) {
		this.shelf = shelf(sampleRate);
		this.highPass = highPass(sampleRate);
	}

	double process(double sample) {
		return this.highPass.process(this.shelf.process(sample));
	}

	static Biquad shelf(int sampleRate) {
		double k = Math.tan(Math.PI * SHELF_HZ / sampleRate);
		double high = Math.pow(10, SHELF_DB / 20);
		double band = Math.pow(high, SHELF_EXPONENT);
		double scale = 1 + k / SHELF_Q + k * k;
		return new Biquad(
				new double[] { (high + band * k / SHELF_Q + k * k) / scale, 2 * (k * k - high) / scale,
						(high - band * k / SHELF_Q + k * k) / scale },
				new double[] { 2 * (k * k - 1) / scale, (1 - k / SHELF_Q + k * k) / scale });
	}

	static Biquad highPass(int sampleRate) {
		double k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRate);
		double scale = 1 + k / HIGH_PASS_Q + k * k;
		return new Biquad(new double[] { 1, -2, 1 },
				new double[] { 2 * (k * k - 1) / scale, (1 - k / HIGH_PASS_Q + k * k) / scale });
	}

}
