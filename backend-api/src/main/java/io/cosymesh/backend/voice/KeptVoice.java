package io.cosymesh.backend.voice;

import java.util.UUID;

import io.cosymesh.backend.pipeline.PromptPart;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of a voice to speak in it later, as it is now. Never prints what is said
 * in its prompt.
 *
 * @param id id of the voice
 * @param name what people call it
 * @param isBuiltIn whether it came with the product and is nobody's recording
 * @param prompt where its prompt is kept
 * @param transcript what is said in its prompt, when known
 * @param quality what was measured of its prompt
 * @param features what was measured of the speaker
 */
public record KeptVoice(UUID id, String name, boolean isBuiltIn, AudioKey prompt, @Nullable String transcript,
		PromptReport quality, VoiceFeatures features) {

	static KeptVoice of(Voice voice) {
		return new KeptVoice(voice.id(), voice.draft().name(), false, voice.prompt(), voice.draft().transcript(),
				voice.quality(), voice.features());
	}

	/**
	 * Returns what an engine needs.
	 * @param pcm the prompt, as read from its place
	 * @return the voice to take after
	 */
	public VoicePrompt spoken(byte[] pcm) {
		return new VoicePrompt(PromptPart.of(AudioBytes.of(pcm), this.quality, this.transcript), this.transcript,
				this.features);
	}

	@Override
	public String toString() {
		return "KeptVoice[id=%s]".formatted(this.id);
	}

}
