package io.cosymesh.contracts.inference;

/**
 * How a word is to be said.
 *
 * @param word the word as it stands in the text, at most {@value #MAX_WORD_LENGTH}
 * characters; a word in letters is found as a whole, and one without capitals in any case
 * @param reading what is said in its place, at most {@value #MAX_READING_LENGTH}
 * characters: other words, or pronunciation tags such as {@code [j][ǐ]} or
 * {@code [HH][AH0][L][OW1]}
 */
public record PronunciationEntry(String word, String reading) {

	/** Entries a request may hold at most. */
	public static final int MAX_ENTRIES = 1_000;

	/** Characters a word may hold at most. */
	public static final int MAX_WORD_LENGTH = 64;

	/** Characters a reading may hold at most. */
	public static final int MAX_READING_LENGTH = 256;

	@Override
	public String toString() {
		return "PronunciationEntry";
	}

}
