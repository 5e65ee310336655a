package io.cosymesh.dsp.mel;

/**
 * What a CosyVoice model reads of a prompt.
 *
 * @param flowMel log-mel spectrum at 24 kHz for the flow model, [frames, 80]
 * @param whisperMel log-mel spectrum of Whisper for the speech tokenizer, [128, frames]
 * @param speakerFbank filter bank of Kaldi for the speaker encoder, [frames, 80]
 */
public record PromptFeatures(FeatureMatrix flowMel, FeatureMatrix whisperMel, FeatureMatrix speakerFbank) {

	/** Samples per second of the prompt. */
	public static final int SAMPLE_RATE = FlowMel.SAMPLE_RATE;

	/** Samples a prompt must have at least. */
	public static final int LEAST_SAMPLES = FlowMel.PADDING + 1;

	/**
	 * Computes the features.
	 * @param samples 24 kHz mono, at least {@link #LEAST_SAMPLES}
	 * @param model the model that will read them
	 * @return the features
	 */
	public static PromptFeatures of(float[] samples, FlowMel model) {
		float[] narrow = SincHannResampler.convert(samples, SAMPLE_RATE, WhisperMel.SAMPLE_RATE);
		return new PromptFeatures(model.of(samples), WhisperMel.of(narrow), KaldiFbank.of(narrow));
	}

}
