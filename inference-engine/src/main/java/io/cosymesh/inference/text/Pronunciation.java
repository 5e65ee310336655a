package io.cosymesh.inference.text;

/**
 * Writes a phrase the way it is read aloud, for synthesizers that know letters but not
 * Chinese characters: Mandarin as pinyin, Japanese as katakana, marked English words as
 * phonemes. Loads the dictionaries at first use.
 */
public final class Pronunciation {

	private final ChineseReading chinese = new ChineseReading();

	private final JapaneseReading japanese = new JapaneseReading();

	/**
	 * Writes out a phrase.
	 * @param phrase the phrase
	 * @return its reading; the text itself where the letters say it all
	 * @throws UnspeakableTextException if a word's reading isn't known
	 */
	public String of(Phrase phrase) throws UnspeakableTextException {
		return switch (phrase.language()) {
			case CHINESE -> this.chinese.pinyin(phrase.text());
			case CANTONESE -> ChineseNumbers.spellOut(phrase.text());
			case JAPANESE -> this.japanese.katakana(phrase.text());
			case ENGLISH, BRITISH_ENGLISH -> EnglishReading.phonemes(phrase.text());
			default -> phrase.text();
		};
	}

}
