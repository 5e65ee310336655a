package io.cosymesh.backend.voice;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;

/**
 * Which voices to list. Never prints what is looked for.
 *
 * @param limit how many at most
 * @param after where the page before ended, or nothing for the first
 * @param words what their names, transcripts or labels hold, or nothing for any
 * @param language BCP 47 tag of what is said in their prompts, or nothing for any
 * @param shared whether the tenant shares them, or nothing for either
 * @param builtIn whether they are built in, or nothing for either
 */
record VoiceSearch(int limit, @Nullable VoiceMark after, @Nullable String words, @Nullable String language,
		@Nullable Boolean shared, @Nullable Boolean builtIn) {

	private static final int MAX_PAGE_SIZE = 100;

	private static final int DEFAULT_PAGE_SIZE = 50;

	private static final int MAX_WORDS_LENGTH = 100;

	/** Reads a search from the query of a request. */
	static VoiceSearch of(MultiValueMap<String, String> query) {
		String words = value(query, "q").orElse(null);
		String language = value(query, "language").orElse(null);
		return new VoiceSearch(limit(query),
				value(query, "after").map((text) -> VoiceMark.parse("after", text)).orElse(null),
				(words != null) ? FieldValues.text("q", words, MAX_WORDS_LENGTH) : null,
				(language != null) ? FieldValues.language("language", language) : null, truth(query, "shared"),
				truth(query, "builtIn"));
	}

	static VoiceSearch newest(int limit, @Nullable VoiceMark after) {
		return new VoiceSearch(limit, after, null, null, null, null);
	}

	/** Reads how many to list at most. */
	static int limit(MultiValueMap<String, String> query) {
		Optional<String> limit = value(query, "limit");
		try {
			int size = limit.map(Integer::parseInt).orElse(DEFAULT_PAGE_SIZE);
			if (size >= 1 && size <= MAX_PAGE_SIZE) {
				return size;
			}
		}
		catch (NumberFormatException _) {
			// refused below, as any number out of range is
		}
		throw FieldProblems.invalid("limit", "1 to " + MAX_PAGE_SIZE);
	}

	/** Returns the same search for so many. */
	VoiceSearch withLimit(int number) {
		return new VoiceSearch(number, this.after, this.words, this.language, this.shared, this.builtIn);
	}

	/** Tells whether voices that somebody keeps can be in this page. */
	boolean wantsKept() {
		return !Boolean.TRUE.equals(this.builtIn) && !(this.after instanceof VoiceMark.BuiltIn);
	}

	/** Tells whether built-in voices, which everybody shares, can be in this page. */
	boolean wantsBuiltIn() {
		return !Boolean.FALSE.equals(this.builtIn) && !Boolean.FALSE.equals(this.shared);
	}

	/** Returns the words as a pattern of SQL with an exclamation mark as escape. */
	@Nullable String pattern() {
		return (this.words != null) ? "%" + this.words.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%" : null;
	}

	/** Returns the language and what is more exact than it, as a pattern of SQL. */
	@Nullable String languagePattern() {
		return (this.language != null) ? this.language.toLowerCase(Locale.ROOT) + "-%" : null;
	}

	private static Optional<String> value(MultiValueMap<String, String> query, String name) {
		return Optional.ofNullable(query.getFirst(name)).filter((text) -> !text.isBlank());
	}

	private static @Nullable Boolean truth(MultiValueMap<String, String> query, String name) {
		return value(query, name).map((text) -> VoiceFields.truth(name, text)).orElse(null);
	}

	@Override
	public String toString() {
		return "VoiceSearch[limit=%d]".formatted(this.limit);
	}

}
