package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.contracts.audio.PromptReport;

/**
 * A voice as callers see it. What was measured of the speaker stays inside.
 *
 * @param id its id
 * @param name what people call it
 * @param transcript what is said in its prompt, when known
 * @param language BCP 47 tag of what is said, when known
 * @param labels words to find it by
 * @param owner who keeps it
 * @param shared whether everybody in the tenant may speak with it
 * @param builtIn whether it comes with the installation
 * @param consent who agreed to it
 * @param createdAt when it was added
 * @param quality how good its prompt is; nothing while nobody has used a built-in voice
 */
record VoiceDescription(UUID id, String name, @Nullable String transcript, @Nullable String language,
		List<String> labels, String owner, boolean shared, boolean builtIn, ConsentDescription consent,
		Instant createdAt, @Nullable PromptReport quality) {

	static VoiceDescription of(Voice voice, Caller caller) {
		VoiceDraft draft = voice.draft();
		ConsentDescription consent = voice.owner().equals(caller) ? ConsentDescription.forOwner(voice.consent())
				: ConsentDescription.forOthers(voice.consent());
		return new VoiceDescription(voice.id(), draft.name(), draft.transcript(), draft.language(), draft.labels(),
				voice.owner().name(), draft.shared(), false, consent, voice.createdAt(), voice.quality());
	}

	static VoiceDescription of(BuiltInVoice voice, @Nullable PromptReport quality) {
		return new VoiceDescription(voice.id(), voice.name(), voice.transcript(), voice.language(), voice.labels(),
				BuiltInVoice.OWNER, true, true, ConsentDescription.forOthers(voice.consent()),
				voice.consent().grantedAt(), quality);
	}

}
