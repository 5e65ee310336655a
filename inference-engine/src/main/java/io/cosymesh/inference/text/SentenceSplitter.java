package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.List;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;

/**
 * Splits a text into sentences by Unicode's rules (UAX 29) with CLDR's list of
 * abbreviations, and long sentences at their inner punctuation, as short pieces are heard
 * sooner. Pieces that hold nothing to say are dropped.
 */
final class SentenceSplitter {

	/** CosyVoice's own bound: about fifteen seconds of speech. */
	private static final int LONGEST_IDEOGRAPHIC = 80;

	private static final int LONGEST_ALPHABETIC = 240;

	private static final String INNER_PUNCTUATION = "；：、，;:,—";

	private static final String TERMINATORS = ".。!！?？…;；:：";

	/** Abbreviations before names, which CLDR's list lacks. */
	private static final List<String> TITLES = List.of("Dr.", "St.", "Mt.", "Mme.", "Mlle.", "Sr.", "Sra.", "Dra.");

	private static final String CLOSERS = "\"'”’」』）)]】》";

	private SentenceSplitter() {
	}

	static List<String> split(String text, Language language) {
		BreakIterator breaks = breaks(ULocale.forLocale(language.locale()));
		breaks.setText(text);
		List<String> sentences = new ArrayList<>();
		int start = breaks.first();
		for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
			String sentence = text.substring(start, end).strip();
			for (String piece : shorten(sentence, longest(language))) {
				if (isSpeakable(piece)) {
					sentences.add(terminate(piece, language));
				}
			}
			start = end;
		}
		return sentences;
	}

	private static BreakIterator breaks(ULocale locale) {
		FilteredBreakIteratorBuilder builder = FilteredBreakIteratorBuilder.getInstance(locale);
		TITLES.forEach(builder::suppressBreakAfter);
		return builder.wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
	}

	static boolean isSpeakable(String text) {
		return text.codePoints().anyMatch(Character::isLetterOrDigit);
	}

	private static int longest(Language language) {
		return language.isHanScript() ? LONGEST_IDEOGRAPHIC : LONGEST_ALPHABETIC;
	}

	private static List<String> shorten(String sentence, int longest) {
		List<String> pieces = new ArrayList<>();
		String rest = sentence;
		while (rest.length() > longest) {
			int cut = lastInnerPunctuation(rest, longest);
			pieces.add(rest.substring(0, cut).strip());
			rest = rest.substring(cut).strip();
		}
		pieces.add(rest);
		return pieces;
	}

	private static int lastInnerPunctuation(String sentence, int longest) {
		int space = -1;
		for (int i = longest - 1; i >= longest / 4; i--) {
			boolean inNumber = i + 1 < sentence.length() && Character.isDigit(sentence.charAt(i + 1));
			if (INNER_PUNCTUATION.indexOf(sentence.charAt(i)) >= 0 && !inNumber) {
				return i + 1;
			}
			space = (space < 0 && Character.isWhitespace(sentence.charAt(i))) ? i : space;
		}
		if (space > 0) {
			return space;
		}
		int cut = Character.isHighSurrogate(sentence.charAt(longest - 1)) ? longest - 1 : longest;
		int bracket = sentence.lastIndexOf('[', cut - 1);
		boolean isInsideTag = bracket > 0 && sentence.indexOf(']', bracket) >= cut;
		return isInsideTag ? bracket : cut;
	}

	private static String terminate(String sentence, Language language) {
		int last = sentence.length() - 1;
		while (last > 0 && CLOSERS.indexOf(sentence.charAt(last)) >= 0) {
			last--;
		}
		boolean terminated = TERMINATORS.indexOf(sentence.charAt(last)) >= 0;
		boolean inner = INNER_PUNCTUATION.indexOf(sentence.charAt(last)) >= 0;
		return (terminated || inner) ? sentence : sentence + (language.isHanScript() ? "。" : ".");
	}

}
