package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The tone changes of 不 and 一, which depend on the next syllable. The change of third
 * tones is left to espeak-ng.
 */
final class ToneSandhi {

	private static final String NUMERALS = "〇零一二三四五六七八九十幺";

	/** After these 一 is an ordinal and keeps its tone. */
	private static final String ORDINAL_UNITS = "月号日楼级";

	private ToneSandhi() {
	}

	static List<Syllable> apply(List<Syllable> syllables) {
		List<Syllable> spoken = new ArrayList<>(syllables);
		for (int i = 0; i < spoken.size(); i++) {
			Syllable syllable = spoken.get(i);
			char before = (i > 0) ? spoken.get(i - 1).character() : ' ';
			Syllable next = (i + 1 < spoken.size()) ? spoken.get(i + 1) : Syllable.punctuation(' ', "");
			spoken.set(i, switch (syllable.character()) {
				case '不' -> syllable.withTone(toneOfNot(before, next));
				case '一' -> syllable.withTone(toneOfOne(before, next));
				default -> syllable;
			});
		}
		return spoken;
	}

	private static int toneOfNot(char before, Syllable next) {
		if (before == next.character() && before != ' ') {
			return 5;
		}
		return (next.tone() == 4) ? 2 : 4;
	}

	private static int toneOfOne(char before, Syllable next) {
		if (before == next.character() && !next.isPunctuation()) {
			return NUMERALS.indexOf(before) >= 0 ? 1 : 5;
		}
		boolean counting = before == '第' || NUMERALS.indexOf(before) >= 0 || NUMERALS.indexOf(next.character()) >= 0
				|| ORDINAL_UNITS.indexOf(next.character()) >= 0;
		if (counting || next.isPunctuation()) {
			return 1;
		}
		return (next.tone() == 4 || next.character() == '个') ? 2 : 4;
	}

}
