package io.cosymesh.contracts.inference;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A text to be read, not spoken.
 *
 * @param text the text as it would be sent to be spoken, markup and all
 * @param language BCP 47 tag, or nothing to detect it
 * @param pronunciations how words are to be said, at most
 * {@value PronunciationEntry#MAX_ENTRIES}; nothing is none
 */
public record TextRequest(String text, @Nullable String language, List<PronunciationEntry> pronunciations) {

	/**
	 * Takes nothing for an empty list.
	 */
	public TextRequest(String text, @Nullable String language, @Nullable List<PronunciationEntry> pronunciations) {
		this.text = text;
		this.language = language;
		this.pronunciations = (pronunciations != null) ? List.copyOf(pronunciations) : List.of();
	}

	@Override
	public String toString() {
		return "TextRequest[language=%s, %d pronunciations]".formatted(this.language, this.pronunciations.size());
	}

}
