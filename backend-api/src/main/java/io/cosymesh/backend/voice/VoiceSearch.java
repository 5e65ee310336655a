package io.cosymesh.backend.voice;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.PageMark;
import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;

/**
 * Which voices to list. Never prints what is looked for.
 *
 * @param limit how many at most
 * @param after where the page before ended, or nothing for the first
 * @param words what their names, transcripts or labels hold, or nothing for any
 * @param language BCP 47 tag of what is said in their prompts, or nothing for any
 */
record VoiceSearch(int limit, @Nullable PageMark after, @Nullable String words, @Nullable String language) {

	private static final int MAX_PAGE_SIZE = 100;

	private static final int MAX_WORDS_LENGTH = 100;

	static VoiceSearch of(int limit, @Nullable String after, @Nullable String words, @Nullable String language) {
		if (limit < 1 || limit > MAX_PAGE_SIZE) {
			throw FieldProblems.invalid("limit", "1 to " + MAX_PAGE_SIZE);
		}
		return new VoiceSearch(limit, (after != null) ? PageMark.parse("after", after) : null,
				(words != null && !words.isBlank()) ? FieldValues.text("q", words, MAX_WORDS_LENGTH) : null,
				(language != null) ? FieldValues.language("language", language) : null);
	}

	static VoiceSearch newest(int limit, @Nullable PageMark after) {
		return new VoiceSearch(limit, after, null, null);
	}

	/** Looks for one more, which tells whether there is another page. */
	VoiceSearch withOneMore() {
		return new VoiceSearch(this.limit + 1, this.after, this.words, this.language);
	}

	/** Returns the words as a pattern of SQL with an exclamation mark as escape. */
	@Nullable String pattern() {
		return (this.words != null) ? "%" + this.words.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%" : null;
	}

	/** Returns the language and what is more exact than it, as a pattern of SQL. */
	@Nullable String languagePattern() {
		return (this.language != null) ? this.language.toLowerCase(Locale.ROOT) + "-%" : null;
	}

	@Override
	public String toString() {
		return "VoiceSearch[limit=%d]".formatted(this.limit);
	}

}
