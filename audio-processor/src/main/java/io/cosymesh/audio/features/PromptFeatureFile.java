package io.cosymesh.audio.features;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;

import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.PromptModel;
import io.cosymesh.dsp.mel.FlowMel;
import io.cosymesh.dsp.mel.PromptFeatures;
import io.cosymesh.models.SpeechModels;

/**
 * Writes the features of a prompt as docs/prompt-features.md describes the file.
 */
public final class PromptFeatureFile {

	/** Version of the file; another one when a name, a shape or a formula changes. */
	private static final String VERSION = "1";

	private static final double LEAST_SECONDS = 0.1;

	private static final float FULL_SCALE = 32_768;

	private final SpeechModels models;

	PromptFeatureFile(SpeechModels models) {
		this.models = models;
	}

	/**
	 * Computes the features of a prompt.
	 * @param pcm the prompt in {@link PcmFormat}
	 * @param model the model that will read them
	 * @return the file
	 */
	public byte[] write(byte[] pcm, PromptModel model) {
		double seconds = PcmFormat.seconds(pcm.length);
		if (seconds < LEAST_SECONDS) {
			throw new RecordingRefusedException(new Refusal.TooShort(seconds, LEAST_SECONDS));
		}
		PromptFeatures features = PromptFeatures.of(samples(pcm), flowMel(model));
		Safetensors file = new Safetensors(Map.of("format", "cosymesh-prompt-features", "version", VERSION, "model",
				model.name().toLowerCase(Locale.ROOT), "sample_rate", Integer.toString(PcmFormat.SAMPLE_RATE),
				"samples", Integer.toString(pcm.length / PcmFormat.BYTES_PER_SAMPLE)))
			.add("flow_mel", features.flowMel())
			.add("whisper_mel", features.whisperMel())
			.add("speaker_fbank", features.speakerFbank());
		this.models.speakerEncoder()
			.ifPresent((encoder) -> file.add("speaker_embedding", encoder.embed(features.speakerFbank()).values()));
		// CosyVoice2 reads the tokens of another tokenizer.
		if (model == PromptModel.COSYVOICE3) {
			this.models.speechTokenizer()
				.ifPresent((tokenizer) -> file.add("speech_tokens", tokenizer.tokenize(features.whisperMel())));
		}
		return file.write();
	}

	private static FlowMel flowMel(PromptModel model) {
		return switch (model) {
			case COSYVOICE2 -> FlowMel.COSYVOICE2;
			case COSYVOICE3 -> FlowMel.COSYVOICE3;
		};
	}

	private static float[] samples(byte[] pcm) {
		ByteBuffer bytes = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
		float[] samples = new float[pcm.length / PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = bytes.getShort() / FULL_SCALE;
		}
		return samples;
	}

}
