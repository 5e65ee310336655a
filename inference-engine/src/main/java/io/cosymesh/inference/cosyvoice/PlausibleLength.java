package io.cosymesh.inference.cosyvoice;

import java.util.regex.Pattern;

import com.ibm.icu.lang.UScript;

/**
 * How long a text can last in anybody's mouth. CosyVoice breaks off early or babbles on
 * now and then; both show in the length.
 *
 * @param shortestSeconds below this, words are missing
 * @param longestSeconds above this, there is more than the text
 */
record PlausibleLength(double shortestSeconds, double longestSeconds) {

	private static final Pattern TAG = Pattern.compile("\\[[^\\]]{1,24}]|</?\\w{1,12}>");

	/**
	 * A final of pinyin, or a vowel of the CMU dictionary: they have a stress or tone.
	 */
	private static final Pattern SYLLABLE_TAG = Pattern
		.compile("\\[(?:[A-Z]{2}[0-2]|[a-zü]{0,4}[^\\x00-\\x7F][a-z]{0,3})]");

	/** Three times as fast as people talk. */
	private static final double FASTEST_SYLLABLE = 0.05;

	private static final double SLOWEST_SYLLABLE = 0.8;

	/** Silence before and after, a breath, a laugh. */
	private static final double ALLOWANCE = 3;

	private static final int LETTERS_PER_SYLLABLE = 3;

	static PlausibleLength of(String text, double speed) {
		double syllables = syllables(text);
		return new PlausibleLength(FASTEST_SYLLABLE * syllables / speed,
				(ALLOWANCE + SLOWEST_SYLLABLE * syllables) / speed);
	}

	private static double syllables(String marked) {
		String text = TAG.matcher(marked).replaceAll("");
		int letters = 0;
		int syllables = Math.toIntExact(SYLLABLE_TAG.matcher(marked).results().count());
		for (int character : text.codePoints().toArray()) {
			if (Character.isDigit(character) || isSyllable(character)) {
				syllables++;
			}
			else if (Character.isLetter(character)) {
				letters++;
			}
		}
		return syllables + (double) letters / LETTERS_PER_SYLLABLE;
	}

	private static boolean isSyllable(int character) {
		return switch (UScript.getScript(character)) {
			case UScript.HAN, UScript.HIRAGANA, UScript.KATAKANA, UScript.HANGUL -> true;
			default -> false;
		};
	}

}
