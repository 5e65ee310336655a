package io.cosymesh.backend.live;

import java.util.List;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client says in a session, under vllm-omni's names. Never prints it.
 */
sealed interface ClientMessage {

	/**
	 * How to speak; comes first, and once.
	 *
	 * @param fields all that is said
	 */
	record Configure(JsonNode fields) implements ClientMessage {

		@Override
		public String toString() {
			return "Configure[***]";
		}

	}

	/**
	 * More of the text.
	 *
	 * @param text a piece of any length
	 */
	record Text(String text) implements ClientMessage {

		@Override
		public String toString() {
			return "Text[%d chars]".formatted(this.text.length());
		}

	}

	/** The text is over. Another may follow. */
	record Done() implements ClientMessage {

	}

	/** What isn't spoken yet is not to be spoken. */
	record Cancel() implements ClientMessage {

	}

	/** The session is over. */
	record Close() implements ClientMessage {

	}

	/**
	 * Reads a message.
	 * @param json the message
	 * @return the message
	 * @throws ProblemException when it is none
	 */
	static ClientMessage parse(String json) {
		JsonNode message = read(json);
		String type = message.path("type").asString("");
		return switch (type) {
			case "session.config" -> new Configure(message);
			case "input.text" -> new Text(text(message));
			case "input.done" -> new Done();
			case "response.cancel" -> new Cancel();
			case "session.close" -> new Close();
			default -> throw FieldProblems.invalid("type",
					"one of session.config, input.text, input.done, response.cancel, session.close");
		};
	}

	private static JsonNode read(String json) {
		try {
			JsonNode message = JsonMapper.shared().readTree(json);
			if (message.isObject()) {
				return message;
			}
		}
		catch (JacksonException _) {
			// refused below, as is whatever is no object
		}
		throw ProblemException.invalidField("body", "malformed-request", "Send JSON objects, one in each text frame");
	}

	private static String text(JsonNode message) {
		for (String name : message.propertyNames()) {
			if (!name.equals("type") && !name.equals("text")) {
				throw FieldProblems.unknown(name, List.of("type", "text"));
			}
		}
		if (!message.path("text").isString()) {
			throw message.hasNonNull("text") ? FieldProblems.invalid("text", "a string")
					: FieldProblems.missing("text");
		}
		return message.path("text").asString();
	}

}
