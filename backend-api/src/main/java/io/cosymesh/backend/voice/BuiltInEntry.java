package io.cosymesh.backend.voice;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.contracts.AudioBytes;

/**
 * A built-in voice as {@code voices.yaml} has it.
 *
 * @param name what people call it
 * @param clip name of the file with its recording
 * @param transcript what is said in it, when known
 * @param language BCP 47 tag of what is said, when known
 * @param labels words to find it by
 * @param consent who agreed to it
 */
record BuiltInEntry(@Nullable String name, @Nullable String clip, @Nullable String transcript,
		@Nullable String language, @Nullable List<String> labels, @Nullable Agreement consent) {

	/** Makes a voice of the entry; fails with what is wrong with it. */
	BuiltInVoice voice(AudioBytes audio) {
		return new BuiltInVoice(FieldValues.name("name", required("name", this.name), VoiceDraft.MAX_NAME_LENGTH),
				(this.transcript != null) ? FieldValues.transcript("transcript", this.transcript) : null,
				(this.language != null) ? FieldValues.language("language", this.language) : null,
				Labels.of((this.labels != null) ? this.labels : List.of()), required("consent", this.consent).consent(),
				audio, BuiltInVoice.sha256(audio));
	}

	static <T> T required(String field, @Nullable T value) {
		if (value == null) {
			throw FieldProblems.missing(field);
		}
		return value;
	}

	/**
	 * Who agreed to a built-in voice, or why nobody had to.
	 *
	 * @param by who agreed
	 * @param at when
	 * @param text to what words
	 */
	record Agreement(@Nullable String by, @Nullable Instant at, @Nullable String text) {

		Consent consent() {
			return new Consent(
					FieldValues.name("consent.by", required("consent.by", this.by), ConsentDraft.MAX_BY_LENGTH),
					required("consent.at", this.at),
					FieldValues.text("consent.text", required("consent.text", this.text), ConsentDraft.MAX_TEXT_LENGTH),
					null, null);
		}

	}

}
