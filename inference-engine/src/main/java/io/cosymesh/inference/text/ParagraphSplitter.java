package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits a text as CosyVoice does: cut after each terminator, then put together again to
 * pieces between 60 and 80 long, as the model's melody suffers in shorter ones. Lengths
 * are characters in Chinese and about tokens elsewhere.
 */
public final class ParagraphSplitter {

	private static final int LONGEST = 80;

	private static final int LONG_ENOUGH = 60;

	private static final int SHORTEST_LAST = 20;

	private static final String CHINESE_TERMINATORS = "。？！；：、.?!;";

	private static final String TERMINATORS = ".?!;:";

	private static final String QUOTES = "\"”";

	private static final Pattern TRAILING_COMMAS = Pattern.compile("[，,、]+$");

	private static final Pattern TOKEN = Pattern
		.compile("\\[[^\\[\\]]{1,24}]|[\\p{IsLatin}\\p{IsCyrillic}\\p{Mn}]{1,5}|\\S");

	private ParagraphSplitter() {
	}

	/**
	 * Splits a text.
	 * @param text words as they are said, without line breaks
	 * @param language their language
	 * @return the pieces in order, each ended by punctuation; none if there is nothing to
	 * say
	 */
	public static List<String> split(String text, Language language) {
		boolean isChinese = language == Language.CHINESE || language == Language.CANTONESE;
		String terminated = terminate(text.strip(), isChinese);
		return merge(cut(terminated, isChinese ? CHINESE_TERMINATORS : TERMINATORS), isChinese).stream()
			.map(String::strip)
			.filter(SentenceSplitter::isSpeakable)
			.toList();
	}

	private static String terminate(String text, boolean isChinese) {
		String terminators = isChinese ? CHINESE_TERMINATORS : TERMINATORS;
		String end = isChinese ? "。" : ".";
		String ended = isChinese ? TRAILING_COMMAS.matcher(text).replaceFirst(end) : text;
		if (ended.isEmpty()) {
			return ended;
		}
		int last = ended.length() - 1;
		while (last > 0 && QUOTES.indexOf(ended.charAt(last)) >= 0) {
			last--;
		}
		return (terminators.indexOf(ended.charAt(last)) >= 0) ? ended : ended + end;
	}

	/** A quotation mark right after a terminator belongs to what it ends. */
	private static List<String> cut(String text, String terminators) {
		List<String> pieces = new ArrayList<>();
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			if (terminators.indexOf(text.charAt(i)) < 0 || isInsideName(text, i)) {
				continue;
			}
			int end = i + 1;
			while (end < text.length()
					&& (QUOTES.indexOf(text.charAt(end)) >= 0 || terminators.indexOf(text.charAt(end)) >= 0)) {
				end++;
			}
			pieces.add(text.substring(start, end));
			start = end;
			i = end - 1;
		}
		if (start < text.length()) {
			pieces.add(text.substring(start));
		}
		return pieces;
	}

	/** The point in Node.js ends nothing. */
	private static boolean isInsideName(String text, int i) {
		return i > 0 && i + 1 < text.length() && isLatin(text.charAt(i - 1)) && isLatin(text.charAt(i + 1));
	}

	private static boolean isLatin(char character) {
		return character < 128 && Character.isLetterOrDigit(character);
	}

	private static List<String> merge(List<String> pieces, boolean isChinese) {
		List<String> merged = new ArrayList<>();
		StringBuilder current = new StringBuilder();
		for (String piece : pieces) {
			int length = length(current, isChinese);
			if (length + length(piece, isChinese) > LONGEST && length > LONG_ENOUGH) {
				merged.add(current.toString());
				current.setLength(0);
			}
			current.append(piece);
		}
		if (current.isEmpty()) {
			return merged;
		}
		if (length(current, isChinese) < SHORTEST_LAST && !merged.isEmpty()) {
			merged.add(merged.removeLast() + current);
		}
		else {
			merged.add(current.toString());
		}
		return merged;
	}

	private static int length(CharSequence text, boolean isChinese) {
		return isChinese ? text.length() : Math.toIntExact(TOKEN.matcher(text).results().count());
	}

}
