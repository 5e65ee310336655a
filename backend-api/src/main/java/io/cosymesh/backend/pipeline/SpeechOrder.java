package io.cosymesh.backend.pipeline;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

/**
 * What to say and how to deliver it, whoever the voice is.
 *
 * @param text the text
 * @param language BCP 47 tag, or nothing to detect it
 * @param speed 0.5 to 2, 1 is the speaker's own
 * @param seed seed for reproducible results, or nothing for a fresh one
 * @param instruct how to speak, in words, or nothing
 * @param format format of the result
 * @param sampleRate samples per second of the result, one the format has
 * @param engine short name of the engine that must speak, or nothing for the first that
 * works
 * @param pronunciations how words are to be said
 */
public record SpeechOrder(String text, @Nullable String language, double speed, @Nullable Long seed,
		@Nullable String instruct, AudioFormat format, int sampleRate, @Nullable String engine,
		List<PronunciationEntry> pronunciations) {

	public SpeechOrder {
		pronunciations = List.copyOf(pronunciations);
	}

	/**
	 * Creates an order for speech at the rate it is made at.
	 * @param text the text
	 * @param language BCP 47 tag, or nothing to detect it
	 * @param speed 0.5 to 2, 1 is the speaker's own
	 * @param seed seed for reproducible results, or nothing for a fresh one
	 * @param instruct how to speak, in words, or nothing
	 * @param format format of the result
	 */
	public SpeechOrder(String text, @Nullable String language, double speed, @Nullable Long seed,
			@Nullable String instruct, AudioFormat format) {
		this(text, language, speed, seed, instruct, format, PcmFormat.SAMPLE_RATE, null, List.of());
	}

	/**
	 * Says how words are to be said.
	 * @param entries the words and their readings
	 * @return the order with them
	 */
	public SpeechOrder with(List<PronunciationEntry> entries) {
		return new SpeechOrder(this.text, this.language, this.speed, this.seed, this.instruct, this.format,
				this.sampleRate, this.engine, entries);
	}

	/**
	 * Says who must speak.
	 * @param name short name of the engine, or nothing for the first that works
	 * @return the order for it
	 */
	public SpeechOrder by(@Nullable String name) {
		return new SpeechOrder(this.text, this.language, this.speed, this.seed, this.instruct, this.format,
				this.sampleRate, name, this.pronunciations);
	}

	/**
	 * Says nothing of how to speak.
	 * @return the order without an instruction
	 */
	public SpeechOrder withoutInstruct() {
		return new SpeechOrder(this.text, this.language, this.speed, this.seed, null, this.format, this.sampleRate,
				this.engine, this.pronunciations);
	}

	/**
	 * Says something else in the same way.
	 * @param words the text
	 * @return the order for it
	 */
	public SpeechOrder saying(String words) {
		return new SpeechOrder(words, this.language, this.speed, this.seed, this.instruct, this.format, this.sampleRate,
				this.engine, this.pronunciations);
	}

	boolean isRawPcm() {
		return this.format == AudioFormat.PCM && this.sampleRate == PcmFormat.SAMPLE_RATE;
	}

	SynthesisRequest spokenBy(VoicePrompt voice, @Nullable Integer sentence) {
		return new SynthesisRequest(this.text, this.language, this.speed, this.seed, this.instruct, voice, this.engine,
				this.pronunciations, sentence);
	}

	@Override
	public String toString() {
		return "SpeechOrder[text=%d chars, language=%s, speed=%s, seed=%s, format=%s, sampleRate=%d, engine=%s]"
			.formatted(this.text.length(), this.language, this.speed, this.seed, this.format, this.sampleRate,
					this.engine);
	}

}
