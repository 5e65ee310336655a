package io.cosymesh.backend.openai;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;

/**
 * A request for speech as OpenAI's API has it, found right. Never prints what is said.
 */
final class SpeechQuery {

	static final List<String> NAMES = List.of("model", "input", "voice", "instructions", "response_format", "speed",
			"stream_format");

	static final int MAX_LENGTH = 4096;

	static final double SLOWEST = 0.5;

	static final double FASTEST = 2;

	private @Nullable String model;

	private @Nullable String input;

	private @Nullable String voice;

	private @Nullable String instructions;

	private AudioFormat format = AudioFormat.MP3;

	private double speed = 1;

	private boolean inEvents;

	private SpeechQuery() {
	}

	static SpeechQuery of(JsonNode body) {
		if (!body.isObject()) {
			throw ProblemException.invalidField("body", "malformed-request", "Send a JSON object");
		}
		SpeechQuery query = new SpeechQuery();
		for (Map.Entry<String, JsonNode> member : body.properties()) {
			if (!NAMES.contains(member.getKey())) {
				throw FieldProblems.unknown(member.getKey(), NAMES);
			}
			if (!member.getValue().isNull()) {
				query.accept(member.getKey(), member.getValue());
			}
		}
		required("model", query.model);
		required("input", query.input);
		required("voice", query.voice);
		return query;
	}

	String model() {
		return required("model", this.model);
	}

	/** Returns the voice by its id or name, or by a name of OpenAI's. */
	String voice() {
		return required("voice", this.voice);
	}

	/** Tells whether the audio is wanted in server-sent events. */
	boolean isInEvents() {
		return this.inEvents;
	}

	/** Tells whether an instruction is too long for any engine. */
	boolean isInstructionTooLong() {
		return this.instructions != null && this.instructions.length() > SynthesisRequest.MAX_INSTRUCT_LENGTH;
	}

	/** Returns how many characters are to be said. */
	int characters() {
		String text = required("input", this.input);
		return text.codePointCount(0, text.length());
	}

	SpeechOrder order() {
		return new SpeechOrder(required("input", this.input), null, this.speed, null,
				isInstructionTooLong() ? null : this.instructions, this.format);
	}

	/** Returns what servers of this API call the format. */
	MediaType mediaType() {
		return (this.format == AudioFormat.OPUS) ? MediaType.parseMediaType("audio/opus") : this.format.mediaType();
	}

	private void accept(String name, JsonNode value) {
		switch (name) {
			case "model" -> this.model = string(name, value);
			case "input" -> this.input = FieldValues.speakable(name, string(name, value), MAX_LENGTH);
			case "voice" -> this.voice = voice(value);
			case "instructions" ->
				this.instructions = Optional.of(FieldValues.text(name, string(name, value), MAX_LENGTH))
					.filter((text) -> !text.isEmpty())
					.orElse(null);
			case "response_format" -> this.format = FieldValues.oneOf(name, string(name, value), AudioFormat.class);
			case "speed" -> this.speed = speed(value);
			default -> this.inEvents = switch (string(name, value).toLowerCase(Locale.ROOT)) {
				case "audio" -> false;
				case "sse" -> true;
				default -> throw FieldProblems.invalid(name, "one of audio, sse");
			};
		}
	}

	private static String voice(JsonNode value) {
		if (!value.isObject()) {
			return string("voice", value);
		}
		if (value.size() != 1 || !value.path("id").isString()) {
			throw FieldProblems.invalid("voice", "a string, or an object with nothing but the string 'id'");
		}
		return value.path("id").asString();
	}

	private static double speed(JsonNode value) {
		double speed = value.isNumber() ? value.asDouble() : Double.NaN;
		if (speed >= SLOWEST && speed <= FASTEST) {
			return speed;
		}
		throw FieldProblems.invalid("speed",
				"a number from 0.5 to 2: speech is made at these speeds, and 0.25 to 4 would have to be stretched");
	}

	private static String string(String name, JsonNode value) {
		if (!value.isString()) {
			throw FieldProblems.invalid(name, "a string");
		}
		return value.asString();
	}

	private static String required(String name, @Nullable String value) {
		if (value == null || value.isBlank()) {
			throw FieldProblems.missing(name);
		}
		return value;
	}

	@Override
	public String toString() {
		return "SpeechQuery[model=%s, voice=%s, format=%s]".formatted(this.model, this.voice, this.format);
	}

}
