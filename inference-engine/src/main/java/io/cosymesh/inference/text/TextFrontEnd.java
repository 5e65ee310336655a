package io.cosymesh.inference.text;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Turns what somebody wrote into sentences of a known language.
 */
public final class TextFrontEnd {

	private final LanguageDetector detector = new LanguageDetector();

	/**
	 * Reads a text.
	 * @param text as written, tags and all
	 * @param languageTag BCP 47 tag, or nothing to find out
	 * @return its sentences, at least one
	 * @throws UnspeakableTextException if there is nothing to say, or not in a known
	 * language
	 */
	public SpokenText read(String text, @Nullable String languageTag) throws UnspeakableTextException {
		String clean = TextCleaner.clean(text);
		if (!SentenceSplitter.isSpeakable(clean)) {
			throw UnspeakableTextException.becauseOfText("text-not-speakable",
					"The text holds nothing to say: write at least one letter or digit");
		}
		Language language = language(clean, languageTag);
		List<String> sentences = SentenceSplitter.split(clean, language);
		return new SpokenText(language, sentences);
	}

	/**
	 * Splits a part of a text.
	 * @param text some of the words of a text
	 * @param language the language of the text
	 * @return its sentences; none if there is nothing to say between two tags
	 */
	public List<String> sentences(String text, Language language) {
		return split(TextCleaner.clean(text), language);
	}

	/**
	 * Splits a part of a text for an engine that makes CosyVoice's sounds.
	 * @param text some of the words of a text
	 * @param language the language of the text
	 * @return its sentences, sound tags in them; none if there is nothing to be heard
	 */
	public List<String> sentencesWithSounds(String text, Language language) {
		return split(TextCleaner.cleanButSounds(text), language);
	}

	private static List<String> split(String clean, Language language) {
		return SentenceSplitter.isSpeakable(clean) ? SentenceSplitter.split(clean, language) : List.of();
	}

	private Language language(String text, @Nullable String tag) throws UnspeakableTextException {
		if (tag != null && !tag.isBlank()) {
			return Language.tagged(tag)
				.orElseThrow(() -> UnspeakableTextException.becauseOfLanguage("language-not-supported",
						"This language is not spoken here; give one of " + String.join(", ", Language.tags())));
		}
		return detect(text).orElseThrow(() -> UnspeakableTextException.becauseOfLanguage("language-not-recognised",
				"The text is in no language spoken here; known are " + String.join(", ", Language.tags())));
	}

	/** Tags tell the language only when there is nothing but tags. */
	private Optional<Language> detect(String text) {
		String words = BracketTags.without(text);
		if (SentenceSplitter.isSpeakable(words)) {
			return this.detector.detect(words);
		}
		return Optional.of(Phrase.split(text, Language.ENGLISH).getFirst().language());
	}

}
