package io.cosymesh.backend.live;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.speech.SpeechJson;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.mesh.problem.ProblemException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a session is spoken, the same from its first sentence to its last.
 *
 * @param request what the client asks for, with words in place of the text
 * @param order the same, as the pipeline takes it
 * @param format format that the client gets
 */
record Delivery(SpeechJson request, SpeechOrder order, AudioFormat format) {

	/**
	 * Names of the speech API and vllm-omni, and what a request for speech calls them.
	 */
	private static final Map<String, String> NAMES = Map.of("voice", "voice", "model", "engine", "response_format",
			"format", "sample_rate", "sampleRate", "speed", "speed", "language", "language", "instructions", "instruct",
			"seed", "seed");

	/** What vllm-omni's clients send and what is done here in any case. */
	private static final List<String> IMPLIED = List.of("type", "stream_audio", "split_granularity", "task_type");

	/** Models of the speech API: the engine that speaks for who names none. */
	private static final List<String> ALIASES = List.of("tts-1", "tts-1-hd", "gpt-4o-mini-tts");

	static Delivery of(JsonNode fields, long freshSeed) {
		ObjectNode request = JsonMapper.shared().createObjectNode().put("text", "x").put("format", "pcm");
		for (Map.Entry<String, JsonNode> field : fields.properties()) {
			if (IMPLIED.contains(field.getKey()) || isAlias(field)) {
				continue;
			}
			String name = NAMES.get(field.getKey());
			if (name == null) {
				throw FieldProblems.unknown(field.getKey(), NAMES.keySet().stream().sorted().toList());
			}
			request.set(name, field.getValue());
		}
		if (!request.hasNonNull("seed")) {
			request.put("seed", freshSeed);
		}
		try {
			SpeechJson checked = SpeechJson.of(request, SynthesisRequest.MAX_TEXT_LENGTH);
			checked.voice();
			AudioFormat format = checked.order().format();
			// One header for the whole session comes from here.
			request.put("format", (format == AudioFormat.WAV) ? "pcm" : format.extension());
			return new Delivery(checked, SpeechJson.of(request, SynthesisRequest.MAX_TEXT_LENGTH).order(), format);
		}
		catch (ProblemException refusal) {
			throw renamed(refusal);
		}
	}

	/** Returns the order to speak one sentence. */
	SpeechOrder saying(String sentence, @Nullable String engine) {
		SpeechOrder sentenceOrder = this.order
			.saying(FieldValues.text("text", sentence, SynthesisRequest.MAX_TEXT_LENGTH));
		return (this.order.engine() == null) ? sentenceOrder.by(engine) : sentenceOrder;
	}

	Delivery with(SpeechOrder pronounced) {
		return new Delivery(this.request, pronounced, this.format);
	}

	String formatName() {
		return this.format.name().toLowerCase(Locale.ROOT);
	}

	private static boolean isAlias(Map.Entry<String, JsonNode> field) {
		return field.getKey().equals("model") && ALIASES.contains(field.getValue().asString(""));
	}

	/** Blames the field that the client knows. */
	private static ProblemException renamed(ProblemException refusal) {
		Map<String, Object> properties = refusal.getBody().getProperties();
		String blamed = (properties != null) ? String.valueOf(properties.get("field")) : "";
		String detail = String.valueOf(refusal.getBody().getDetail());
		for (Map.Entry<String, String> name : NAMES.entrySet()) {
			if (name.getValue().equals(blamed)) {
				String type = String.valueOf(refusal.getBody().getType())
					.substring(ProblemException.TYPE_PREFIX.length());
				return ProblemException.invalidField(name.getKey(), type,
						detail.replace("'" + blamed + "'", "'" + name.getKey() + "'"));
			}
		}
		return refusal;
	}

	@Override
	public String toString() {
		return "Delivery[%s]".formatted(this.order);
	}

}
