package io.cosymesh.inference.embedded;

import java.time.Duration;
import java.util.List;

import io.cosymesh.inference.markup.Delivery;
import io.cosymesh.inference.text.Language;

/**
 * A text as espeak-ng reads it, step by step. Never prints its content.
 *
 * @param language main language of the text
 * @param sentences number of sentences of the text
 * @param spans those that are heard, in order
 * @param steps what to do, in order
 */
record Script(Language language, int sentences, List<Span> spans, List<Step> steps) {

	Script {
		spans = List.copyOf(spans);
		steps = List.copyOf(steps);
	}

	@Override
	public String toString() {
		return "Script[language=%s, %d sentences, %d steps]".formatted(this.language, this.sentences,
				this.steps.size());
	}

	/**
	 * The steps that make one sentence heard.
	 *
	 * @param text the sentence, cleaned, numbers as written
	 * @param first index of its first step
	 * @param last index of its last step
	 */
	record Span(String text, int first, int last) {

		@Override
		public String toString() {
			return "Span[%d chars, steps %d to %d]".formatted(this.text.length(), this.first, this.last);
		}

	}

	/**
	 * Something to be heard.
	 */
	sealed interface Step {

	}

	/**
	 * What one subprocess says.
	 *
	 * @param language its language
	 * @param reading letters espeak-ng can read
	 * @param delivery how to say it
	 * @param isLastOfSentence whether a pause follows
	 */
	record Line(Language language, String reading, Delivery delivery, boolean isLastOfSentence) implements Step {

		@Override
		public String toString() {
			return "Line[language=%s, %d chars]".formatted(this.language, this.reading.length());
		}

	}

	/**
	 * Silence.
	 *
	 * @param length how long
	 */
	record Rest(Duration length) implements Step {

	}

	/**
	 * A breath.
	 *
	 * @param isQuick whether in haste
	 */
	record Inhalation(boolean isQuick) implements Step {

	}

}
