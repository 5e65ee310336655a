package io.cosymesh.inference.cosyvoice;

import java.util.ArrayList;
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
	SPEECH_API(8),

	/** CosyVoice's own FastAPI server. */
	FASTAPI(1),

	/** Triton's gRPC, with the model {@code cosyvoice3} of CosyVoice's repository. */
	TRITON(4);

	private static final Range ANY_SPEED = new Range(0.5, 2);

	private static final Range OWN_SPEED = new Range(1, 1);

	private final int concurrency;

	DialectName(int concurrency) {
		this.concurrency = concurrency;
	}

	/** How many requests such a runtime bears at once. */
	int concurrency() {
		return this.concurrency;
	}

	/** What an engine that speaks to such a runtime can be asked for. */
	EngineCapabilities capabilities(CosyVoiceProperties properties) {
		return switch (this) {
			case SPEECH_API -> following(properties, ANY_SPEED, true);
			// Ours takes speed and seed; others pass over both.
			case FASTAPI -> properties.takesSpeed() ? following(properties, ANY_SPEED, true)
					: following(properties, OWN_SPEED, false);
			case TRITON -> new EngineCapabilities(EngineCapabilities.Cloning.NEURAL, List.of("zero_shot"), OWN_SPEED,
					false, List.of(), false, List.of(), ProgramWriter.EVENTS, true);
		};
	}

	private static EngineCapabilities following(CosyVoiceProperties properties, Range speed, boolean seed) {
		List<String> modes = new ArrayList<>(List.of("zero_shot", "instruct"));
		if (!properties.requireTranscript()) {
			modes.add(1, "cross_lingual");
		}
		return new EngineCapabilities(EngineCapabilities.Cloning.NEURAL, modes, speed, seed, Instruction.presets(),
				true, List.of("cantonese"), ProgramWriter.EVENTS, true);
	}

	SpeechRuntime runtime(CosyVoiceProperties properties) {
		return switch (this) {
			case SPEECH_API -> new HttpRuntime(properties, new SpeechApiDialect(properties));
			case FASTAPI -> new HttpRuntime(properties, new FastApiDialect(properties));
			case TRITON -> new TritonRuntime(properties);
		};
	}

}
