package io.cosymesh.inference.markup;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a text: words, or what is between them.
 */
public sealed interface Passage {

	/**
	 * Puts the words of a text together.
	 * @param passages pieces of a text
	 * @return its words, a space where something else was between them
	 */
	static String words(List<Passage> passages) {
		return passages.stream()
			.filter((passage) -> passage instanceof Words)
			.map((passage) -> ((Words) passage).text())
			.collect(Collectors.joining(" "));
	}

	/**
	 * Words said in one way. Never prints them.
	 *
	 * @param text the words
	 * @param delivery how to say them
	 */
	record Words(String text, Delivery delivery) implements Passage {

		@Override
		public String toString() {
			return "Words[%d chars]".formatted(this.text.length());
		}

	}

	/**
	 * Silence.
	 *
	 * @param length how long, more than nothing
	 */
	record Pause(Duration length) implements Passage {

	}

	/**
	 * Breathing in.
	 *
	 * @param isQuick whether in haste
	 */
	record Breath(boolean isQuick) implements Passage {

	}

}
