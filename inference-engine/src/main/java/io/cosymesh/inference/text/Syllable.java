package io.cosymesh.inference.text;

/**
 * A Chinese syllable or a piece of punctuation.
 *
 * @param character the character as written
 * @param sound pinyin without the tone, or the punctuation
 * @param tone 1 to 5, 5 being neutral; 0 for punctuation
 */
record Syllable(char character, String sound, int tone) {

	static Syllable punctuation(char character, String sound) {
		return new Syllable(character, sound, 0);
	}

	/** Takes pinyin apart, its tone a digit at the end. */
	static Syllable of(char character, String pinyin) {
		int last = pinyin.length() - 1;
		return new Syllable(character, pinyin.substring(0, last), pinyin.charAt(last) - '0');
	}

	Syllable withTone(int changed) {
		return new Syllable(this.character, this.sound, changed);
	}

	boolean isPunctuation() {
		return this.tone == 0;
	}

}
