package io.cosymesh.contracts.inference;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What to say and in whose voice.
 *
 * @param text the text, at least one speakable character
 * @param language BCP 47 tag, or nothing to detect it
 * @param speed 0.5 to 2, 1 is the speaker's own
 * @param seed seed for reproducible results, or nothing for a fresh one
 * @param instruct how to speak, in words such as {@code happy} or {@code 请用广东话表达。}, or
 * nothing; an engine that can't follow it refuses it
 * @param prompt the voice to take after
 * @param engine short name of the engine to use, or nothing for the first that works
 * @param pronunciations how words are to be said, at most
 * {@value PronunciationEntry#MAX_ENTRIES}; nothing is none
 * @param sentence the only sentence to speak, with the rests before it, counted from 0 by
 * the engine; nothing to speak them all
 */
public record SynthesisRequest(String text, @Nullable String language, double speed, @Nullable Long seed,
		@Nullable String instruct, VoicePrompt prompt, @Nullable String engine, List<PronunciationEntry> pronunciations,
		@Nullable Integer sentence) {

	/** Characters a text may hold at most that is spoken as a whole. */
	public static final int MAX_TEXT_LENGTH = 5_000;

	/** Characters a text may hold at most that is spoken sentence by sentence. */
	public static final int MAX_LONG_TEXT_LENGTH = 50_000;

	/** Characters an instruction may hold at most. */
	public static final int MAX_INSTRUCT_LENGTH = 500;

	/**
	 * Takes nothing for an empty list of pronunciations.
	 */
	public SynthesisRequest(String text, @Nullable String language, double speed, @Nullable Long seed,
			@Nullable String instruct, VoicePrompt prompt, @Nullable String engine,
			@Nullable List<PronunciationEntry> pronunciations, @Nullable Integer sentence) {
		this.text = text;
		this.language = language;
		this.speed = speed;
		this.seed = seed;
		this.instruct = instruct;
		this.prompt = prompt;
		this.engine = engine;
		this.pronunciations = (pronunciations != null) ? List.copyOf(pronunciations) : List.of();
		this.sentence = sentence;
	}

	/**
	 * Speaks all sentences.
	 * @param text the text
	 * @param language its language, or nothing
	 * @param speed the speed
	 * @param seed the seed, or nothing
	 * @param instruct how to speak, or nothing
	 * @param prompt the voice to take after
	 * @param engine the engine, or nothing
	 * @param pronunciations how words are to be said
	 */
	public SynthesisRequest(String text, @Nullable String language, double speed, @Nullable Long seed,
			@Nullable String instruct, VoicePrompt prompt, @Nullable String engine,
			List<PronunciationEntry> pronunciations) {
		this(text, language, speed, seed, instruct, prompt, engine, pronunciations, null);
	}

	/**
	 * Says all words as they are usually said.
	 * @param text the text
	 * @param language its language, or nothing
	 * @param speed the speed
	 * @param seed the seed, or nothing
	 * @param instruct how to speak, or nothing
	 * @param prompt the voice to take after
	 * @param engine the engine, or nothing
	 */
	public SynthesisRequest(String text, @Nullable String language, double speed, @Nullable Long seed,
			@Nullable String instruct, VoicePrompt prompt, @Nullable String engine) {
		this(text, language, speed, seed, instruct, prompt, engine, List.of());
	}

	/**
	 * Leaves the choice of the engine open.
	 * @param text the text
	 * @param language its language, or nothing
	 * @param speed the speed
	 * @param seed the seed, or nothing
	 * @param instruct how to speak, or nothing
	 * @param prompt the voice to take after
	 */
	public SynthesisRequest(String text, @Nullable String language, double speed, @Nullable Long seed,
			@Nullable String instruct, VoicePrompt prompt) {
		this(text, language, speed, seed, instruct, prompt, null, List.of());
	}

	@Override
	public String toString() {
		return "SynthesisRequest[text=%d chars, language=%s, speed=%s, seed=%s, instruct=%s, prompt=%s]".formatted(
				this.text.length(), this.language, this.speed, this.seed,
				(this.instruct != null) ? this.instruct.length() + " chars" : "none", this.prompt);
	}

}
