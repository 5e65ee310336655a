package io.cosymesh.backend.openai;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.voice.VoiceSummary;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A voice as OpenAI's API describes it, with what chooses among several.
 *
 * @param object what this is, {@code audio.voice}
 * @param id its id
 * @param name what people call it
 * @param createdAt when it was added, in seconds since 1970
 * @param language BCP 47 tag of what is said in its recording, when known
 * @param builtIn whether it comes with the installation
 * @param shared whether everybody in the tenant may speak with it
 */
@JsonNaming(SnakeCaseStrategy.class)
record ListedVoice(String object, String id, String name, long createdAt, @Nullable String language, boolean builtIn,
		boolean shared) {

	static final String OBJECT = "audio.voice";

	static ListedVoice of(VoiceSummary voice) {
		return new ListedVoice(OBJECT, voice.id().toString(), voice.name(), voice.createdAt().getEpochSecond(),
				voice.language(), voice.builtIn(), voice.shared());
	}

	/**
	 * Voices twice, under the name that OpenAI has for the things in a list, and under
	 * the one where local servers have them and their clients look.
	 *
	 * @param object what this is, {@code list}
	 * @param data the voices
	 * @param voices the same
	 * @param firstId id of the first
	 * @param lastId id of the last, to go on after
	 * @param hasMore whether there are others
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Page(String object, List<ListedVoice> data, List<ListedVoice> voices, @Nullable String firstId,
			@Nullable String lastId, boolean hasMore) {

		static Page of(VoiceSummary.Page page) {
			List<ListedVoice> voices = page.voices().stream().map(ListedVoice::of).toList();
			return new Page("list", voices, voices, voices.isEmpty() ? null : voices.getFirst().id(),
					voices.isEmpty() ? null : voices.getLast().id(), page.more());
		}

	}

}
