package io.cosymesh.inference.text;

/**
 * A sentence in the words it is said in: numbers, dates, times, units and money spelled
 * out in its language, tags left as they are.
 */
public final class SpokenForm {

	private SpokenForm() {
	}

	/**
	 * Spells a sentence out.
	 * @param sentence a sentence as {@link TextFrontEnd} gives it
	 * @param language its main language
	 * @return the sentence without digits, as far as the language's rules are known here
	 */
	public static String of(String sentence, Language language) {
		return BracketTags.around(sentence, (text) -> switch (language) {
			case CHINESE, CANTONESE -> ChineseCleaning.clean(ChineseNumbers.spellOut(text));
			case JAPANESE -> JapaneseNumbers.spellOut(text);
			case KOREAN -> KoreanNumbers.spellOut(text);
			default -> AlphabeticNumbers.spellOut(text, language);
		}).strip();
	}

}
