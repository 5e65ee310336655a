package io.cosymesh.inference.markup;

import java.util.List;

import io.cosymesh.inference.text.Dictionary;

/**
 * Reads the markup of a text: SSML when it begins with {@code <speak}, else the tags that
 * may stand in any text.
 */
public final class Markup {

	private static final String SSML_START = "<speak";

	private Markup() {
	}

	/**
	 * Takes a text apart.
	 * @param text as written
	 * @param delivery how to say what is not marked
	 * @return its pieces in order, at least one
	 * @throws MarkupException if the markup is broken or asks for what is not done here
	 */
	public static List<Passage> read(String text, Delivery delivery) throws MarkupException {
		return read(text, delivery, Dictionary.EMPTY);
	}

	/**
	 * Takes a text apart and puts words' readings in their places.
	 * @param text as written
	 * @param delivery how to say what is not marked
	 * @param dictionary how to say some words
	 * @return its pieces in order, at least one
	 * @throws MarkupException if the markup is broken or asks for what is not done here
	 */
	public static List<Passage> read(String text, Delivery delivery, Dictionary dictionary) throws MarkupException {
		Passages passages = new Passages(delivery, dictionary);
		if (text.stripLeading().startsWith(SSML_START)) {
			new SsmlReader(passages).read(text);
		}
		else {
			new TagReader(passages).read(text);
		}
		return passages.all();
	}

}
