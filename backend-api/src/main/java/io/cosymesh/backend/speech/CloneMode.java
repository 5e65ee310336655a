package io.cosymesh.backend.speech;

import io.cosymesh.contracts.inference.VoicePrompt;

/**
 * How much of the prompt is used.
 */
enum CloneMode {

	/** Voice and way of speaking, helped by the transcript. */
	ZERO_SHOT,

	/** The voice alone, to speak another language than the prompt's. */
	CROSS_LINGUAL;

	VoicePrompt apply(VoicePrompt voice) {
		return switch (this) {
			case ZERO_SHOT -> voice;
			case CROSS_LINGUAL -> new VoicePrompt(voice.audio(), null, voice.features());
		};
	}

}
