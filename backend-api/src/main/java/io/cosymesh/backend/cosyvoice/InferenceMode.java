package io.cosymesh.backend.cosyvoice;

import java.util.List;

/**
 * What CosyVoice's server does, and the fields that it takes for it.
 */
enum InferenceMode {

	/** Speaks in a voice that is there. */
	SFT(false, Fields.TEXT, Fields.SPEAKER),

	/** Speaks in the voice of a recording, helped by what is said in it. */
	ZERO_SHOT(true, Fields.TEXT, Fields.TRANSCRIPT),

	/** Speaks in the voice of a recording alone. */
	CROSS_LINGUAL(true, Fields.TEXT),

	/** Speaks in a voice that is there, as it is told. */
	INSTRUCT(false, Fields.TEXT, Fields.SPEAKER, Fields.INSTRUCTION),

	/** Speaks in the voice of a recording, as it is told. */
	INSTRUCT2(true, Fields.TEXT, Fields.INSTRUCTION);

	/** Part that holds the recording. */
	static final String RECORDING = "prompt_wav";

	private final boolean recorded;

	private final List<String> fields;

	InferenceMode(boolean recorded, String... fields) {
		this.recorded = recorded;
		this.fields = List.of(fields);
	}

	/** Tells whether the voice comes with the request. */
	boolean isRecorded() {
		return this.recorded;
	}

	/** Returns the text fields, all of them required. */
	List<String> fields() {
		return this.fields;
	}

	/** The names of the text fields. */
	static final class Fields {

		static final String TEXT = "tts_text";

		static final String SPEAKER = "spk_id";

		static final String TRANSCRIPT = "prompt_text";

		static final String INSTRUCTION = "instruct_text";

		private Fields() {
		}

	}

}
