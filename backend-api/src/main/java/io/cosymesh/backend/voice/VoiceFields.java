package io.cosymesh.backend.voice;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.FormFields;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * The text fields that describe a new voice.
 */
final class VoiceFields implements FormFields {

	private static final List<String> NAMES = List.of("name", PromptForm.PROMPT, "consent", "transcript", "language",
			Labels.FIELD);

	private @Nullable String name;

	private boolean consent;

	private @Nullable String transcript;

	private @Nullable String language;

	private List<String> labels = List.of();

	@Override
	public void accept(String field, String value) {
		switch (field) {
			case "name" -> this.name = FieldValues.name(field, value, VoiceDraft.MAX_NAME_LENGTH);
			case "consent" -> this.consent = consent(value);
			case "transcript" -> this.transcript = FieldValues.transcript(field, value);
			case "language" -> this.language = FieldValues.language(field, value);
			case Labels.FIELD -> this.labels = Labels.of(List.of(value.split(",")));
			default -> throw FieldProblems.unknown(field, NAMES);
		}
	}

	@Override
	public void requireAll() {
		if (!this.consent) {
			throw consentMissing();
		}
		draft();
	}

	VoiceDraft draft() {
		if (this.name == null) {
			throw FieldProblems.missing("name");
		}
		return new VoiceDraft(this.name, this.transcript, this.language, this.labels);
	}

	private static boolean consent(String value) {
		if (!value.strip().equalsIgnoreCase("true")) {
			throw consentMissing();
		}
		return true;
	}

	private static ProblemException consentMissing() {
		return ProblemException.invalidField("consent", "consent-missing",
				"A voice is kept only with the consent of the person heard in it; send consent=true when you have it");
	}

}
