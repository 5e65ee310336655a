package io.cosymesh.cli.check;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What became of a question.
 */
sealed interface Answer {

	/** Returns the answer, a missing node if there is none. */
	default JsonNode json() {
		return (this instanceof Given given) ? given.answer() : MissingNode.getInstance();
	}

	/**
	 * It was answered.
	 *
	 * @param answer the answer
	 */
	record Given(JsonNode answer) implements Answer {
	}

	/**
	 * Somebody answered, but refuses.
	 *
	 * @param why in their own words
	 */
	record Refused(String why) implements Answer {
	}

	/**
	 * Nobody answered, or not who should have.
	 *
	 * @param why what happened instead
	 */
	record Silent(String why) implements Answer {
	}

	/**
	 * It was not asked.
	 *
	 * @param why what was missing
	 */
	record NotAsked(String why) implements Answer {
	}

}
