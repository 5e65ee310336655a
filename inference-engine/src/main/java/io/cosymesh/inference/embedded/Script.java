package io.cosymesh.inference.embedded;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Phrase;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.SpokenText;
import io.cosymesh.inference.text.UnspeakableTextException;

/**
 * A text as espeak-ng reads it, one line per subprocess. Never prints its content.
 *
 * @param language main language of the text
 * @param sentences number of sentences
 * @param lines what to say, in order
 */
record Script(Language language, int sentences, List<Line> lines) {

	static Script of(SpokenText text, Pronunciation pronunciation) throws UnspeakableTextException {
		List<Line> lines = new ArrayList<>();
		for (String sentence : text.sentences()) {
			List<Phrase> phrases = Phrase.split(sentence, text.language());
			for (int i = 0; i < phrases.size(); i++) {
				Phrase phrase = phrases.get(i);
				lines.add(new Line(phrase.language(), pronunciation.of(phrase), i == phrases.size() - 1));
			}
		}
		return new Script(text.language(), text.sentences().size(), List.copyOf(lines));
	}

	@Override
	public String toString() {
		return "Script[language=%s, %d sentences, %d lines]".formatted(this.language, this.sentences,
				this.lines.size());
	}

	/**
	 * What one subprocess says.
	 *
	 * @param language its language
	 * @param reading letters espeak-ng can read
	 * @param isLastOfSentence whether a pause follows
	 */
	record Line(Language language, String reading, boolean isLastOfSentence) {

		@Override
		public String toString() {
			return "Line[language=%s, %d chars]".formatted(this.language, this.reading.length());
		}

	}

}
