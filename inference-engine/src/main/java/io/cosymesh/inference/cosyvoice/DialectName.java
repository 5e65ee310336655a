package io.cosymesh.inference.cosyvoice;

/**
 * What a runtime speaks, as it is configured.
 */
enum DialectName {

	/**
	 * OpenAI's {@code POST /v1/audio/speech} with {@code ref_audio} and {@code ref_text}.
	 */
	SPEECH_API(8),

	/** CosyVoice's own FastAPI server. */
	FASTAPI(1);

	private final int concurrency;

	DialectName(int concurrency) {
		this.concurrency = concurrency;
	}

	/** How many requests such a runtime bears at once. */
	int concurrency() {
		return this.concurrency;
	}

	Dialect dialect(CosyVoiceProperties properties) {
		return switch (this) {
			case SPEECH_API -> new SpeechApiDialect(properties);
			case FASTAPI -> new FastApiDialect(properties);
		};
	}

}
