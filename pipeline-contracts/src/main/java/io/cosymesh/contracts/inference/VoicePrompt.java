package io.cosymesh.contracts.inference;

import org.jspecify.annotations.Nullable;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.VoiceFeatures;

/**
 * A voice to take after.
 *
 * @param audio the prepared recording in {@link io.cosymesh.contracts.PcmFormat}
 * @param transcript what is said in it, when known
 * @param features what was measured of the speaker
 */
public record VoicePrompt(AudioBytes audio, @Nullable String transcript, VoiceFeatures features) {

	@Override
	public String toString() {
		return "VoicePrompt[audio=%s, transcript=%s]".formatted(this.audio,
				(this.transcript != null) ? this.transcript.length() + " chars" : "none");
	}

}
