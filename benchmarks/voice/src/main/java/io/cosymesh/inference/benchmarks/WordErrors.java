package io.cosymesh.inference.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Wrong, missing and extra words, by the fewest edits that turn what was heard into what
 * was said (Levenshtein 1966).
 *
 * @param edits the edits
 * @param words the words that were said
 */
record WordErrors(int edits, int words) {

	static final WordErrors NONE = new WordErrors(0, 0);

	static WordErrors between(String said, String heard) {
		List<String> reference = words(said);
		List<String> hypothesis = words(heard);
		int[] row = new int[hypothesis.size() + 1];
		Arrays.setAll(row, (j) -> j);
		for (int i = 1; i <= reference.size(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int replaced = diagonal + (reference.get(i - 1).equals(hypothesis.get(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return new WordErrors(row[hypothesis.size()], reference.size());
	}

	static List<String> words(String sentence) {
		return Arrays.stream(sentence.toLowerCase(Locale.ROOT).split("[^a-z']+", -1))
			.filter((word) -> !word.isEmpty())
			.toList();
	}

	WordErrors plus(WordErrors other) {
		return new WordErrors(this.edits + other.edits, this.words + other.words);
	}

	double percent() {
		return 100.0 * this.edits / Math.max(1, this.words);
	}

}
