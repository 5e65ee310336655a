package io.cosymesh.backend.speech;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.FormFields;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.PromptPart;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

/**
 * The text fields around an uploaded prompt.
 */
final class CloneFields implements FormFields {

	private final SpeechFields speech = new SpeechFields(SynthesisRequest.MAX_TEXT_LENGTH);

	private @Nullable String transcript;

	@Override
	public void accept(String field, String value) {
		if (field.equals("transcript")) {
			this.transcript = FieldValues.transcript(field, value);
		}
		else if (SpeechFields.NAMES.contains(field)) {
			this.speech.accept(field, value);
			this.speech.mode().checkForPrompt();
		}
		else {
			throw FieldProblems.unknown(field, names());
		}
	}

	@Override
	public void requireAll() {
		this.speech.requireAll();
	}

	SpeechOrder order() {
		return this.speech.order();
	}

	VoicePrompt voice(PreparedPrompt prompt) {
		return this.speech.mode()
			.apply(new VoicePrompt(PromptPart.of(prompt.audio(), prompt.report(), this.transcript), this.transcript,
					prompt.features()));
	}

	private static List<String> names() {
		List<String> names = new ArrayList<>(List.of(PromptForm.PROMPT, "transcript"));
		names.addAll(SpeechFields.NAMES);
		return names;
	}

}
