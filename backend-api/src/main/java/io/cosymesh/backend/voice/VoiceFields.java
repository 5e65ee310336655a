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

	static final String SHARED = "shared";

	/** Part with a recording of the person agreeing. */
	static final String CONSENT_RECORDING = "consentRecording";

	private static final List<String> NAMES = List.of("name", PromptForm.PROMPT, "consent", "consentBy", "consentText",
			CONSENT_RECORDING, "transcript", "language", Labels.FIELD, SHARED);

	private @Nullable String name;

	private boolean consent;

	private @Nullable String consentBy;

	private @Nullable String consentText;

	private @Nullable String transcript;

	private @Nullable String language;

	private List<String> labels = List.of();

	private boolean shared;

	@Override
	public void accept(String field, String value) {
		switch (field) {
			case "name" -> this.name = FieldValues.name(field, value, VoiceDraft.MAX_NAME_LENGTH);
			case "consent" -> this.consent = consent(value);
			case "transcript" -> this.transcript = FieldValues.transcript(field, value);
			case "language" -> this.language = FieldValues.language(field, value);
			case Labels.FIELD -> this.labels = Labels.of(List.of(value.split(",")));
			case "consentBy", "consentText", SHARED -> {
				if (!value.isBlank()) {
					acceptOption(field, value);
				}
			}
			default -> throw FieldProblems.unknown(field, NAMES);
		}
	}

	private void acceptOption(String field, String value) {
		switch (field) {
			case "consentBy" -> this.consentBy = FieldValues.name(field, value, ConsentDraft.MAX_BY_LENGTH);
			case "consentText" -> this.consentText = FieldValues.text(field, value, ConsentDraft.MAX_TEXT_LENGTH);
			default -> this.shared = truth(field, value);
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
		return new VoiceDraft(this.name, this.transcript, this.language, this.labels, this.shared);
	}

	ConsentDraft consent() {
		return new ConsentDraft(this.consentBy, this.consentText);
	}

	/** Reads a choice of two, in a form as in a query. */
	static boolean truth(String field, String value) {
		return switch (value.strip()) {
			case "true" -> true;
			case "false" -> false;
			default -> throw FieldProblems.invalid(field, "true or false");
		};
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
