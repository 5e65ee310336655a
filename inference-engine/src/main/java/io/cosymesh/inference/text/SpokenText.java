package io.cosymesh.inference.text;

import java.util.List;

/**
 * A text ready to be spoken. Never prints its content.
 *
 * @param language its language
 * @param sentences its sentences in order, each ended by punctuation
 */
public record SpokenText(Language language, List<String> sentences) {

	public SpokenText {
		if (sentences.isEmpty()) {
			throw new IllegalArgumentException("A text has at least one sentence");
		}
		sentences = List.copyOf(sentences);
	}

	@Override
	public String toString() {
		return "SpokenText[language=%s, %d sentences]".formatted(this.language, this.sentences.size());
	}

}
