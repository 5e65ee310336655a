package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.cosymesh.contracts.audio.PromptReport;

/**
 * A voice as callers see it. What was measured of the speaker stays inside.
 *
 * @param id its id
 * @param name what people call it
 * @param transcript what is said in its prompt, when known
 * @param language BCP 47 tag of what is said, when known
 * @param labels words to find it by
 * @param consent who vouched for it, and when
 * @param createdAt when it was added
 * @param quality how good its prompt is
 */
record VoiceDescription(UUID id, String name, @Nullable String transcript, @Nullable String language,
		List<String> labels, Consent consent, Instant createdAt, PromptReport quality) {

	static VoiceDescription of(Voice voice) {
		VoiceDraft draft = voice.draft();
		return new VoiceDescription(voice.id(), draft.name(), draft.transcript(), draft.language(), draft.labels(),
				voice.consent(), voice.createdAt(), voice.quality());
	}

}
