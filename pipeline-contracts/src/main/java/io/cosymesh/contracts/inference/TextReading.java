package io.cosymesh.contracts.inference;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a text is read aloud. Never prints it.
 *
 * @param language BCP 47 tag of its main language
 * @param sentences its sentences in the order they are said
 */
public record TextReading(String language, List<Sentence> sentences) {

	public TextReading {
		sentences = List.copyOf(sentences);
	}

	@Override
	public String toString() {
		return "TextReading[language=%s, %d sentences]".formatted(this.language, this.sentences.size());
	}

	/**
	 * What is said in one breath.
	 *
	 * @param text the sentence, cleaned, numbers as written
	 * @param normalised the sentence in words: numbers, units and dates spelled out
	 * @param runs its runs in order, each said with the voice of one language
	 */
	public record Sentence(String text, String normalised, List<Run> runs) {

		public Sentence {
			runs = List.copyOf(runs);
		}

		@Override
		public String toString() {
			return "Sentence[%d chars, %d runs]".formatted(this.text.length(), this.runs.size());
		}

	}

	/**
	 * A run of words in one language.
	 *
	 * @param language BCP 47 tag
	 * @param text the run in words
	 * @param reading the pinyin with tone numbers, katakana or phonemes the embedded
	 * engine is given; nothing where that is the text
	 */
	public record Run(String language, String text, @Nullable String reading) {

		@Override
		public String toString() {
			return "Run[language=%s, %d chars]".formatted(this.language, this.text.length());
		}

	}

}
