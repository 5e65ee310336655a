package io.cosymesh.backend.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;

/**
 * A request for speech in a kept voice: the fields of a form, said in JSON.
 */
final class SpeechJson {

	private static final String VOICE = "voice";

	private final SpeechFields speech = new SpeechFields();

	private @Nullable String voice;

	private SpeechJson() {
	}

	static SpeechJson of(JsonNode body) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request", "Send a JSON object");
		}
		SpeechJson request = new SpeechJson();
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			request.accept(member.getKey(), member.getValue());
		}
		request.speech.requireAll();
		return request;
	}

	String voice() {
		if (this.voice == null || this.voice.isBlank()) {
			throw FieldProblems.missing(VOICE);
		}
		return this.voice;
	}

	SpeechOrder order() {
		return this.speech.order();
	}

	VoicePrompt apply(VoicePrompt voice) {
		return this.speech.mode().apply(voice);
	}

	private void accept(String name, JsonNode value) {
		if (!name.equals(VOICE) && !SpeechFields.NAMES.contains(name)) {
			throw FieldProblems.unknown(name, names());
		}
		if (value.isNull()) {
			return;
		}
		if (!value.isString() && !value.isNumber()) {
			throw FieldProblems.invalid(name, "a string or a number");
		}
		if (name.equals(VOICE)) {
			this.voice = value.asString();
		}
		else {
			this.speech.accept(name, value.asString());
		}
	}

	private static List<String> names() {
		List<String> names = new ArrayList<>(List.of(VOICE));
		names.addAll(SpeechFields.NAMES);
		return names;
	}

}
