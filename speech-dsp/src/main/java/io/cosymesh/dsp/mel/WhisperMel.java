package io.cosymesh.dsp.mel;

/**
 * The log-mel spectrum of Whisper with 128 bands, which CosyVoice's speech tokenizer
 * reads: 16 kHz, transform and Hann window of 400 samples every 160, ends mirrored by
 * 200, power, the last frame dropped, {@code log10(max(m, 1e−10))}, at most 8 below the
 * highest value, {@code (x + 4)/4}.
 */
public final class WhisperMel {

	/** Samples per second it is computed from. */
	public static final int SAMPLE_RATE = 16_000;

	/** Samples a recording must be longer than. */
	public static final int PADDING = 200;

	private static final int LENGTH = 400;

	private static final int HOP = 160;

	private static final int BANDS = 128;

	private static final double SMALLEST = 1e-10;

	private static final double RANGE = 8;

	private static final ChirpTransform TRANSFORM = new ChirpTransform(LENGTH);

	private static final FilterBank BANK = FilterBank.slaney(new SpectrumLayout(SAMPLE_RATE, LENGTH), BANDS,
			SAMPLE_RATE / 2.0);

	private WhisperMel() {
	}

	/**
	 * Computes the spectrum.
	 * @param samples 16 kHz mono, more than {@link #PADDING}
	 * @return 128 rows of one value per frame, 100 frames per second
	 */
	public static FeatureMatrix of(float[] samples) {
		MelFrames frames = new MelFrames(samples, PADDING, LENGTH, HOP);
		int count = frames.count() - 1;
		float[] values = new float[count * BANDS];
		float highest = Float.NEGATIVE_INFINITY;
		for (int frame = 0; frame < count; frame++) {
			double[] power = TRANSFORM.power(frames.frame(frame));
			for (int band = 0; band < BANDS; band++) {
				float mel = (float) Math.log10(Math.max(BANK.sum(band, power), SMALLEST));
				values[frame * BANDS + band] = mel;
				highest = Math.max(highest, mel);
			}
		}
		for (int i = 0; i < values.length; i++) {
			values[i] = (float) ((Math.max(values[i], highest - RANGE) + 4) / 4);
		}
		return new FeatureMatrix(count, BANDS, values).transposed();
	}

}
