package io.cosymesh.backend.speech;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * How a voice is used: CosyVoice's four modes, by its names or the labels of its page.
 */
enum SpeechMode {

	/** Voice and way of speaking, helped by the transcript. */
	ZERO_SHOT("3s极速复刻"),

	/** The voice alone, to speak another language than the prompt's. */
	CROSS_LINGUAL("跨语种复刻"),

	/** The voice, speaking as it is told. */
	INSTRUCT("自然语言控制"),

	/** A voice that came with the product. */
	SFT("预训练音色");

	private static final String FIELD = "mode";

	private final String label;

	SpeechMode(String label) {
		this.label = label;
	}

	/** Reads a mode by its name, in any case, or by its label. */
	static SpeechMode named(String field, String value) {
		return Arrays.stream(values())
			.filter((mode) -> mode.name().equalsIgnoreCase(value) || mode.label.equals(value))
			.findFirst()
			.orElseThrow(() -> FieldProblems.invalid(field, "one of " + names()));
	}

	/** Refuses the mode without what it needs. */
	void check(@Nullable String instruct) {
		if (this == INSTRUCT && instruct == null) {
			throw ProblemException.invalidField("instruct", "missing-field",
					"'instruct' is missing; mode 'instruct' needs it, GET /api/v1/engines lists presets");
		}
	}

	/** Refuses the mode for a voice that somebody just recorded. */
	void checkForPrompt() {
		if (this == SFT) {
			throw FieldProblems.invalid(FIELD,
					"zero_shot, cross_lingual or instruct here; 'sft' is for built-in voices, at /api/v1/speech");
		}
	}

	VoicePrompt apply(VoicePrompt voice) {
		return switch (this) {
			case ZERO_SHOT, INSTRUCT, SFT -> voice;
			case CROSS_LINGUAL -> new VoicePrompt(voice.audio(), null, voice.features());
		};
	}

	private static String names() {
		return Arrays.stream(values())
			.map((mode) -> mode.name().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", "));
	}

}
