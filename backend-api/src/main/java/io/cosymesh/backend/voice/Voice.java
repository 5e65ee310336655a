package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.UUID;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;

/**
 * A voice that somebody keeps.
 *
 * @param id its id, not to be guessed
 * @param owner whose it is
 * @param draft what its owner says of it
 * @param consent who agreed to it
 * @param createdAt when it was added
 * @param prompt where its prompt is kept
 * @param quality how good the prompt is
 * @param features what was measured of the speaker
 */
record Voice(UUID id, Caller owner, VoiceDraft draft, Consent consent, Instant createdAt, AudioKey prompt,
		PromptReport quality, VoiceFeatures features) implements KnownVoice {

	Voice agreedIn(AudioKey recording) {
		return new Voice(this.id, this.owner, this.draft, this.consent.recordedIn(recording), this.createdAt,
				this.prompt, this.quality, this.features);
	}

}
