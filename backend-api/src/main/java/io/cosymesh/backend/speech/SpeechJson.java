package io.cosymesh.backend.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.voice.KeptVoice;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;

/**
 * A request for speech in a kept voice: the fields of a form, said in JSON.
 */
public final class SpeechJson {

	private static final String VOICE = "voice";

	private final SpeechFields speech;

	private @Nullable String voice;

	private SpeechJson(int longestText) {
		this.speech = new SpeechFields(longestText);
	}

	static SpeechJson of(JsonNode body) {
		return of(body, SynthesisRequest.MAX_TEXT_LENGTH);
	}

	/**
	 * Reads a request.
	 * @param body the request
	 * @param longestText characters its text may hold at most
	 * @return what it asks for, found right
	 */
	public static SpeechJson of(JsonNode body, int longestText) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request", "Send a JSON object");
		}
		SpeechJson request = new SpeechJson(longestText);
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			request.accept(member.getKey(), member.getValue());
		}
		request.speech.requireAll();
		return request;
	}

	/**
	 * Returns the voice to speak in.
	 * @return its id, as the caller gave it
	 */
	public String voice() {
		if (this.voice == null || this.voice.isBlank()) {
			throw FieldProblems.missing(VOICE);
		}
		return this.voice;
	}

	/**
	 * Returns what to say and how.
	 * @return the order, without pronunciations
	 */
	public SpeechOrder order() {
		return this.speech.order();
	}

	/**
	 * Checks that the mode can be done with a voice.
	 * @param voice the voice
	 * @return the voice
	 */
	public KeptVoice admitted(KeptVoice voice) {
		if (this.speech.mode() == SpeechMode.SFT && !voice.isBuiltIn()) {
			throw SpeechProblems.voiceNotBuiltIn();
		}
		return voice;
	}

	/**
	 * Takes away what the mode makes no use of.
	 * @param voice a voice
	 * @return what to use of it
	 */
	public VoicePrompt apply(VoicePrompt voice) {
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
