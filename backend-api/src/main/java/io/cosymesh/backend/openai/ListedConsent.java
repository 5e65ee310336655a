package io.cosymesh.backend.openai;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.consent.StoredConsent;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A consent as OpenAI's API describes it.
 *
 * @param object what this is, {@code audio.voice_consent}
 * @param id its id, {@code cons_…}
 * @param name what its owner calls it
 * @param language BCP 47 tag of what is said in its recording
 * @param createdAt when it was kept, in seconds since 1970
 */
@JsonNaming(SnakeCaseStrategy.class)
record ListedConsent(String object, String id, String name, String language, long createdAt) {

	static final String OBJECT = "audio.voice_consent";

	private static final String PREFIX = "cons_";

	private static final Pattern ID = Pattern
		.compile(PREFIX + "([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

	static ListedConsent of(StoredConsent consent) {
		return new ListedConsent(OBJECT, id(consent.id()), consent.name(), consent.language(),
				consent.createdAt().getEpochSecond());
	}

	/** Says an id as it is written there. */
	static String id(UUID id) {
		return PREFIX + id.toString().replace("-", "");
	}

	/** Reads an id, or nothing when it is none or written in another way. */
	static Optional<UUID> parse(String id) {
		return Optional.of(ID.matcher(id))
			.filter((matcher) -> matcher.matches())
			.map((matcher) -> UUID.fromString(matcher.replaceFirst("$1-$2-$3-$4-$5")));
	}

	/**
	 * Consents, newest first.
	 *
	 * @param object what this is, {@code list}
	 * @param data the consents
	 * @param firstId id of the first
	 * @param lastId id of the last, to go on after
	 * @param hasMore whether there are others
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Page(String object, List<ListedConsent> data, @Nullable String firstId, @Nullable String lastId,
			boolean hasMore) {

		static Page of(List<StoredConsent> found, int limit) {
			List<ListedConsent> consents = found.stream().limit(limit).map(ListedConsent::of).toList();
			return new Page("list", consents, consents.isEmpty() ? null : consents.getFirst().id(),
					consents.isEmpty() ? null : consents.getLast().id(), found.size() > limit);
		}

	}

}
