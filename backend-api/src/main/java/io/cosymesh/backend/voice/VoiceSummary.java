package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * As much of a voice as lists of other APIs show.
 *
 * @param id its id
 * @param name what people call it
 * @param language BCP 47 tag of what is said in its prompt, when known
 * @param builtIn whether it comes with the installation
 * @param shared whether everybody in the tenant may speak with it
 * @param createdAt when it was added
 */
public record VoiceSummary(UUID id, String name, @Nullable String language, boolean builtIn, boolean shared,
		Instant createdAt) {

	static VoiceSummary of(KnownVoice voice) {
		return switch (voice) {
			case Voice kept -> new VoiceSummary(kept.id(), kept.draft().name(), kept.draft().language(), false,
					kept.draft().shared(), kept.createdAt());
			case BuiltInVoice builtIn -> new VoiceSummary(builtIn.id(), builtIn.name(), builtIn.language(), true, true,
					builtIn.consent().grantedAt());
		};
	}

	/**
	 * A page of voices.
	 *
	 * @param voices those that are kept, newest first, then the built-in ones
	 * @param more whether there are others
	 */
	public record Page(List<VoiceSummary> voices, boolean more) {

		public Page {
			voices = List.copyOf(voices);
		}

	}

}
