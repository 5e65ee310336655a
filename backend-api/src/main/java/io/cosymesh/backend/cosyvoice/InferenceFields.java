package io.cosymesh.backend.cosyvoice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.cosyvoice.InferenceMode.Fields;
import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.FormFields;
import io.cosymesh.backend.pipeline.PromptPart;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

/**
 * The text fields of a request. As in CosyVoice's server, what nobody knows is passed
 * over. Never prints them.
 */
final class InferenceFields implements FormFields {

	/** What clients of CosyVoice3 put before texts for the model. */
	private static final String END_OF_PROMPT = "<|endofprompt|>";

	private static final String SYSTEM = "You are a helpful assistant.";

	private static final int MAX_SPEAKER_LENGTH = 100;

	private final InferenceMode mode;

	private final Map<String, String> values = new HashMap<>();

	InferenceFields(InferenceMode mode) {
		this.mode = mode;
	}

	@Override
	public void accept(String field, String value) {
		if (this.mode.fields().contains(field) && !value.isBlank()) {
			this.values.put(field, switch (field) {
				case Fields.TEXT -> FieldValues.speakable(field, afterPrompt(value), SynthesisRequest.MAX_TEXT_LENGTH);
				case Fields.TRANSCRIPT ->
					FieldValues.text(field, afterPrompt(value), FieldValues.MAX_TRANSCRIPT_LENGTH);
				case Fields.INSTRUCTION ->
					FieldValues.text(field, instruction(value), SynthesisRequest.MAX_TEXT_LENGTH);
				default -> FieldValues.text(field, value, MAX_SPEAKER_LENGTH);
			});
		}
	}

	@Override
	public void requireAll() {
		this.mode.fields().forEach(this::required);
	}

	String speaker() {
		return required(Fields.SPEAKER);
	}

	SpeechOrder order(int sampleRate) {
		String instruction = Optional.ofNullable(this.values.get(Fields.INSTRUCTION))
			.filter((text) -> !text.isEmpty() && !isInstructionTooLong())
			.orElse(null);
		return new SpeechOrder(required(Fields.TEXT), null, 1, null, instruction, AudioFormat.PCM, sampleRate, null,
				List.of());
	}

	/** Tells whether an instruction is too long for any engine. */
	boolean isInstructionTooLong() {
		return this.values.getOrDefault(Fields.INSTRUCTION, "").length() > SynthesisRequest.MAX_INSTRUCT_LENGTH;
	}

	VoicePrompt voice(PreparedPrompt prompt) {
		@Nullable String transcript = Optional.ofNullable(this.values.get(Fields.TRANSCRIPT))
			.filter((text) -> !text.isEmpty())
			.orElse(null);
		return new VoicePrompt(PromptPart.of(prompt.audio(), prompt.report(), transcript), transcript,
				prompt.features());
	}

	private String required(String field) {
		String value = this.values.get(field);
		if (value == null) {
			throw FieldProblems.missing(field);
		}
		return value;
	}

	private static String afterPrompt(String text) {
		int end = text.indexOf(END_OF_PROMPT);
		return (end < 0) ? text : text.substring(end + END_OF_PROMPT.length());
	}

	private static String instruction(String text) {
		return text.replace(END_OF_PROMPT, "").replace(SYSTEM, "");
	}

}
