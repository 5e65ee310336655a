package io.cosymesh.backend.speech;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;

/**
 * A text that somebody wants to see read, not to hear. Never prints it.
 *
 * @param text the text
 * @param language BCP 47 tag, or nothing to detect it
 */
record TextQuery(String text, @Nullable String language) {

	private static final String TEXT = "text";

	private static final String LANGUAGE = "language";

	static TextQuery of(JsonNode body) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request", "Send a JSON object");
		}
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			check(member.getKey(), member.getValue());
		}
		if (!body.hasNonNull(TEXT)) {
			throw FieldProblems.missing(TEXT);
		}
		return new TextQuery(FieldValues.speakable(TEXT, body.path(TEXT).asString(), SynthesisRequest.MAX_TEXT_LENGTH),
				FieldValues.language(LANGUAGE, body.path(LANGUAGE).asString("")));
	}

	TextRequest with(List<PronunciationEntry> pronunciations) {
		return new TextRequest(this.text, this.language, pronunciations);
	}

	private static void check(String name, JsonNode value) {
		if (!name.equals(TEXT) && !name.equals(LANGUAGE)) {
			throw FieldProblems.unknown(name, List.of(TEXT, LANGUAGE));
		}
		if (!value.isString() && !value.isNull()) {
			throw FieldProblems.invalid(name, "a string");
		}
	}

	@Override
	public String toString() {
		return "TextQuery[text=%d chars, language=%s]".formatted(this.text.length(), this.language);
	}

}
