package io.cosymesh.backend.pronunciation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;

/**
 * An entry as a caller wants it. Never prints its words.
 *
 * @param word the word as it stands in texts
 * @param reading what is said in its place
 * @param language BCP 47 tag of the texts it is for, or nothing for all
 */
record PronunciationDraft(String word, String reading, @Nullable String language) {

	private static final String READING = "reading";

	private static final String LANGUAGE = "language";

	/** Reads a word in a path: the same way whether it is written or deleted. */
	static String word(String value) {
		String word = FieldValues.name("word", value, PronunciationEntry.MAX_WORD_LENGTH);
		if (word.codePoints().noneMatch(Character::isLetterOrDigit)) {
			throw FieldProblems.invalid("word", "a word, with at least one letter or digit");
		}
		return word;
	}

	static PronunciationDraft of(String word, JsonNode body) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request", "Send a JSON object");
		}
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			check(member.getKey(), member.getValue());
		}
		if (!body.hasNonNull(READING)) {
			throw FieldProblems.missing(READING);
		}
		return new PronunciationDraft(word(word),
				FieldValues.name(READING, body.path(READING).asString(), PronunciationEntry.MAX_READING_LENGTH),
				FieldValues.language(LANGUAGE, body.path(LANGUAGE).asString("")));
	}

	private static void check(String name, JsonNode value) {
		if (!name.equals(READING) && !name.equals(LANGUAGE)) {
			throw FieldProblems.unknown(name, List.of(READING, LANGUAGE));
		}
		if (!value.isString() && !value.isNull()) {
			throw FieldProblems.invalid(name, "a string");
		}
	}

	@Override
	public String toString() {
		return "PronunciationDraft[language=%s]".formatted(this.language);
	}

}
