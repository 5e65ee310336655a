package io.cosymesh.dsp.mel;

/**
 * The prompt's log-mel spectrum as CosyVoice's flow model reads it: 24 kHz, transform and
 * Hann window of 1920 samples every 480, ends mirrored by (1920−480)/2, magnitude
 * {@code √(re² + im² + 1e−9)}, 80 Slaney bands from 0 Hz, {@code ln(max(m, 1e−5))}.
 */
public enum FlowMel {

	/** CosyVoice2: bands up to 8 kHz. */
	COSYVOICE2(8_000),
	/** Fun-CosyVoice3: bands up to the Nyquist frequency. */
	COSYVOICE3(12_000);

	/** Samples per second it is computed from. */
	public static final int SAMPLE_RATE = 24_000;

	/** Samples a recording must be longer than. */
	public static final int PADDING = 720;

	private static final int LENGTH = 1920;

	private static final int HOP = 480;

	private static final int BANDS = 80;

	private static final double SMALLEST_POWER = 1e-9;

	private static final double SMALLEST_MAGNITUDE = 1e-5;

	private static final ChirpTransform TRANSFORM = new ChirpTransform(LENGTH);

	private final FilterBank bank;

	FlowMel(double highHz) {
		this.bank = FilterBank.slaney(new SpectrumLayout(SAMPLE_RATE, LENGTH), BANDS, highHz);
	}

	/**
	 * Computes the spectrum.
	 * @param samples 24 kHz mono, more than {@link #PADDING}
	 * @return one row of 80 values per frame, 50 frames per second
	 */
	public FeatureMatrix of(float[] samples) {
		MelFrames frames = new MelFrames(samples, PADDING, LENGTH, HOP);
		float[] values = new float[frames.count() * BANDS];
		for (int frame = 0; frame < frames.count(); frame++) {
			double[] magnitude = TRANSFORM.power(frames.frame(frame));
			for (int bin = 0; bin < magnitude.length; bin++) {
				magnitude[bin] = Math.sqrt(magnitude[bin] + SMALLEST_POWER);
			}
			for (int band = 0; band < BANDS; band++) {
				double mel = Math.max(this.bank.sum(band, magnitude), SMALLEST_MAGNITUDE);
				values[frame * BANDS + band] = (float) Math.log(mel);
			}
		}
		return new FeatureMatrix(frames.count(), BANDS, values);
	}

}
