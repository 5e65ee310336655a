package io.cosymesh.inference.engine;

import java.util.List;

import io.cosymesh.inference.text.Dictionary;
import io.cosymesh.inference.text.UnspeakableTextException;
import org.jspecify.annotations.Nullable;

import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

/**
 * A checked wish for speech. Never prints text or audio.
 *
 * @param text the text, not blank
 * @param language BCP 47 tag, or nothing to detect it
 * @param speed 0.5 to 2
 * @param seed seed of everything random
 * @param instruct how to speak, in words, or nothing
 * @param prompt the voice to take after
 * @param dictionary how some words are to be said
 * @param sentence the only sentence to speak, counted from 0, or nothing to speak them
 * all
 */
public record SpeechOrder(String text, @Nullable String language, double speed, long seed, @Nullable String instruct,
		VoicePrompt prompt, Dictionary dictionary, @Nullable Integer sentence) {

	private static final double SLOWEST = 0.5;

	private static final double FASTEST = 2;

	private static final double LOWEST_PITCH_HZ = 40;

	private static final double HIGHEST_PITCH_HZ = 600;

	/**
	 * Speaks all sentences, all words as they are usually said.
	 * @param text the text, not blank
	 * @param language BCP 47 tag, or nothing to detect it
	 * @param speed 0.5 to 2
	 * @param seed seed of everything random
	 * @param instruct how to speak, or nothing
	 * @param prompt the voice to take after
	 */
	public SpeechOrder(String text, @Nullable String language, double speed, long seed, @Nullable String instruct,
			VoicePrompt prompt) {
		this(text, language, speed, seed, instruct, prompt, Dictionary.EMPTY, null);
	}

	/**
	 * Checks a request from the wire.
	 * @param request the request
	 * @param seed the seed to use when the request names none
	 * @return the order
	 * @throws RefusedOrderException if a field is missing or out of range
	 */
	public static SpeechOrder of(SynthesisRequest request, long seed) throws RefusedOrderException {
		checkText(request.text(), (request.sentence() != null) ? SynthesisRequest.MAX_LONG_TEXT_LENGTH
				: SynthesisRequest.MAX_TEXT_LENGTH);
		if (!(request.speed() >= SLOWEST && request.speed() <= FASTEST)) {
			throw new RefusedOrderException("speed", "speed-out-of-range", "Give a speed from 0.5 to 2");
		}
		checkInstruct(request.instruct());
		checkPrompt(request.prompt());
		return new SpeechOrder(request.text(), request.language(), request.speed(),
				(request.seed() != null) ? request.seed() : seed, request.instruct(), request.prompt(),
				dictionary(request.pronunciations()), request.sentence());
	}

	/**
	 * Checks how words are to be said.
	 * @param entries words and their readings
	 * @return the dictionary
	 * @throws RefusedOrderException if an entry can't be followed
	 */
	public static Dictionary dictionary(List<PronunciationEntry> entries) throws RefusedOrderException {
		try {
			return Dictionary.of(entries);
		}
		catch (UnspeakableTextException ex) {
			throw new RefusedOrderException(ex.field(), ex.type(), ex.detail(), ex.position());
		}
	}

	/**
	 * Checks a text from the wire.
	 * @param text the text, if any
	 * @throws RefusedOrderException if it is missing or too long
	 */
	public static void checkText(@Nullable String text) throws RefusedOrderException {
		checkText(text, SynthesisRequest.MAX_TEXT_LENGTH);
	}

	private static void checkText(@Nullable String text, int longest) throws RefusedOrderException {
		if (text == null || text.isBlank()) {
			throw new RefusedOrderException("text", "text-missing", "Give the text to speak");
		}
		if (text.length() > longest) {
			throw new RefusedOrderException("text", "text-too-long",
					"The text has %d characters; the most is %d".formatted(text.length(), longest));
		}
	}

	private static void checkInstruct(@Nullable String instruct) throws RefusedOrderException {
		if (instruct != null && instruct.length() > SynthesisRequest.MAX_INSTRUCT_LENGTH) {
			throw new RefusedOrderException("instruct", "instruct-too-long",
					"The instruction has %d characters; the most is %d".formatted(instruct.length(),
							SynthesisRequest.MAX_INSTRUCT_LENGTH));
		}
	}

	private static void checkPrompt(@Nullable VoicePrompt prompt) throws RefusedOrderException {
		if (prompt == null || prompt.features() == null) {
			throw new RefusedOrderException("prompt", "prompt-missing",
					"Give the recording of the voice to take after");
		}
		VoiceFeatures features = prompt.features();
		boolean measured = features.medianPitchHz() >= LOWEST_PITCH_HZ && features.medianPitchHz() <= HIGHEST_PITCH_HZ
				&& features.formantScale() > 0 && Double.isFinite(features.formantScale())
				&& Double.isFinite(features.pitchRangeSemitones()) && Double.isFinite(features.harmonicsToNoiseDb())
				&& features.bandLevelsDb().stream().allMatch(Double::isFinite);
		if (!measured) {
			throw new RefusedOrderException("prompt", "prompt-without-voice",
					"No single voice between 40 and 600 Hz was found in the recording; record one person speaking");
		}
	}

	@Override
	public String toString() {
		return "SpeechOrder[text=%d chars, language=%s, speed=%s, seed=%d]".formatted(this.text.length(), this.language,
				this.speed, this.seed);
	}

}
