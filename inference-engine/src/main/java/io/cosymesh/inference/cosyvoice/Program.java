package io.cosymesh.inference.cosyvoice;

import java.time.Duration;
import java.util.List;

import io.cosymesh.inference.text.Language;

/**
 * What is to be heard, in order.
 *
 * @param language main language of the text
 * @param sentences number of utterances
 * @param items utterances and rests
 */
record Program(Language language, int sentences, List<Item> items) {

	Program {
		items = List.copyOf(items);
	}

	/**
	 * A piece of the program.
	 */
	sealed interface Item {

		/**
		 * Something the runtime says. Never prints its words.
		 *
		 * @param words the words without marks for the model
		 * @param utterance what it says
		 */
		record Saying(String words, Utterance utterance) implements Item {

			@Override
			public String toString() {
				return "Saying[%s]".formatted(this.utterance);
			}

		}

		/**
		 * Silence, made here.
		 *
		 * @param length how long
		 */
		record Rest(Duration length) implements Item {

		}

	}

}
