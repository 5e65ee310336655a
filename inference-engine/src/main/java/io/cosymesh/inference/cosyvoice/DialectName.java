package io.cosymesh.inference.cosyvoice;

import java.util.List;

import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.contracts.inference.EngineCapabilities.Range;

/**
 * What a runtime speaks, as it is configured.
 */
enum DialectName {

	/**
	 * OpenAI's {@code POST /v1/audio/speech} with {@code ref_audio} and {@code ref_text}.
	 */
	SPEECH_API(8, new Range(0.5, 2), true),

	/** CosyVoice's own FastAPI server. */
	FASTAPI(1, new Range(1, 1), false);

	private final int concurrency;

	private final Range speed;

	private final boolean seed;

	DialectName(int concurrency, Range speed, boolean seed) {
		this.concurrency = concurrency;
		this.speed = speed;
		this.seed = seed;
	}

	/** How many requests such a runtime bears at once. */
	int concurrency() {
		return this.concurrency;
	}

	/** What an engine that speaks to such a runtime can be asked for. */
	EngineCapabilities capabilities() {
		return new EngineCapabilities(EngineCapabilities.Cloning.NEURAL,
				List.of("zero_shot", "cross_lingual", "instruct"), this.speed, this.seed, Instruction.presets(), true,
				List.of("cantonese"), ProgramWriter.EVENTS, true);
	}

	Dialect dialect(CosyVoiceProperties properties) {
		return switch (this) {
			case SPEECH_API -> new SpeechApiDialect(properties);
			case FASTAPI -> new FastApiDialect(properties);
		};
	}

}
