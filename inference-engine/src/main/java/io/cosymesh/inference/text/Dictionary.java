package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ibm.icu.lang.UScript;
import io.cosymesh.contracts.inference.PronunciationEntry;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants words to be said. The longest word at a place wins; a word in
 * letters counts only as a whole, and in any case if it has no capitals. Never prints its
 * words.
 */
public final class Dictionary {

	/** No wishes. */
	public static final Dictionary EMPTY = new Dictionary(Map.of());

	private static final String FIELD = "pronunciations";

	/** What no word is looked for in. */
	private static final Pattern MARKUP = Pattern.compile("\\[[^\\[\\]]{1,40}]|<[^<>]{1,120}>");

	/** By their first character, in small letters; the longest first. */
	private final Map<Character, List<Entry>> entries;

	private Dictionary(Map<Character, List<Entry>> entries) {
		this.entries = entries;
	}

	/**
	 * Checks the entries of a request.
	 * @param entries words and their readings
	 * @return the dictionary
	 * @throws UnspeakableTextException if there are too many, or one is empty, too long,
	 * there twice, or has a tag that is not known
	 */
	public static Dictionary of(List<PronunciationEntry> entries) throws UnspeakableTextException {
		if (entries.isEmpty()) {
			return EMPTY;
		}
		if (entries.size() > PronunciationEntry.MAX_ENTRIES) {
			throw UnspeakableTextException.because(FIELD, "pronunciations-too-many",
					"There are %d pronunciations; the most is %d".formatted(entries.size(),
							PronunciationEntry.MAX_ENTRIES));
		}
		Set<String> words = new HashSet<>();
		Map<Character, List<Entry>> known = new HashMap<>();
		for (int i = 0; i < entries.size(); i++) {
			String word = check(entries.get(i), FIELD + "[" + i + "]");
			if (!words.add(word)) {
				throw UnspeakableTextException.because(FIELD + "[" + i + "].word", "pronunciation-twice",
						"This word has an entry before; leave one of them out");
			}
			known.computeIfAbsent(Character.toLowerCase(word.charAt(0)), (first) -> new ArrayList<>())
				.add(new Entry(word, entries.get(i).reading().strip(), word.equals(word.toLowerCase(Locale.ROOT))));
		}
		known.values().forEach((list) -> list.sort(Entry.LONGEST_FIRST));
		return new Dictionary(known);
	}

	/**
	 * Puts the readings in the place of the words.
	 * @param text a text without markup, or with tags that are left alone
	 * @return the text as it is to be said
	 */
	public String apply(String text) {
		if (this.entries.isEmpty()) {
			return text;
		}
		StringBuilder said = new StringBuilder();
		Matcher markup = MARKUP.matcher(text);
		int position = 0;
		while (markup.find()) {
			say(text, position, markup.start(), said);
			said.append(markup.group());
			position = markup.end();
		}
		say(text, position, text.length(), said);
		return said.toString();
	}

	private void say(String text, int begin, int end, StringBuilder said) {
		int i = begin;
		while (i < end) {
			Entry entry = find(text, i, end);
			said.append((entry != null) ? entry.reading() : text.substring(i, i + 1));
			i += (entry != null) ? entry.word().length() : 1;
		}
	}

	private @Nullable Entry find(String text, int position, int end) {
		for (Entry entry : this.entries.getOrDefault(Character.toLowerCase(text.charAt(position)), List.of())) {
			if (position + entry.word().length() <= end && entry.isAt(text, position)) {
				return entry;
			}
		}
		return null;
	}

	private static String check(@Nullable PronunciationEntry entry, String field) throws UnspeakableTextException {
		if (entry == null || isMissing(entry.word())) {
			throw UnspeakableTextException.because(field + ".word", "pronunciation-missing", "Give the word");
		}
		if (isMissing(entry.reading())) {
			throw UnspeakableTextException.because(field + ".reading", "pronunciation-missing",
					"Give what to say in place of the word");
		}
		String word = entry.word().strip();
		if (word.length() > PronunciationEntry.MAX_WORD_LENGTH) {
			throw tooLong(field + ".word", PronunciationEntry.MAX_WORD_LENGTH);
		}
		if (entry.reading().length() > PronunciationEntry.MAX_READING_LENGTH) {
			throw tooLong(field + ".reading", PronunciationEntry.MAX_READING_LENGTH);
		}
		if (word.matches(".*[\\[\\]<>].*") || entry.reading().matches("(?s).*[<>].*")) {
			throw UnspeakableTextException.because(field, "pronunciation-with-markup",
					"Words hold no brackets, readings no angle brackets; a reading is text or pronunciation tags");
		}
		BracketTags.Fault fault = BracketTags.firstFault(entry.reading(), false).orElse(null);
		if (fault != null) {
			throw UnspeakableTextException.becauseOfTag(field + ".reading", fault);
		}
		return word;
	}

	private static boolean isMissing(@Nullable String text) {
		return text == null || text.isBlank();
	}

	private static UnspeakableTextException tooLong(String field, int most) {
		return UnspeakableTextException.because(field, "pronunciation-too-long",
				"It may have %d characters".formatted(most));
	}

	@Override
	public String toString() {
		return "Dictionary[%d words]".formatted(this.entries.values().stream().mapToInt(List::size).sum());
	}

	/**
	 * A checked entry.
	 *
	 * @param word the word
	 * @param reading what is said
	 * @param isInAnyCase whether capitals in the text don't matter
	 */
	private record Entry(String word, String reading, boolean isInAnyCase) {

		static final Comparator<Entry> LONGEST_FIRST = Comparator.comparingInt((Entry entry) -> entry.word.length())
			.reversed();

		boolean isAt(String text, int position) {
			int end = position + this.word.length();
			return text.regionMatches(this.isInAnyCase, position, this.word, 0, this.word.length())
					&& !(position > 0 && isOneWord(text.codePointBefore(position), this.word.codePointAt(0)))
					&& !(end < text.length()
							&& isOneWord(this.word.codePointBefore(this.word.length()), text.codePointAt(end)));
		}

		private static boolean isOneWord(int before, int after) {
			return isLetter(before) && isLetter(after);
		}

		/**
		 * Letters that stand in words with others; Chinese, Japanese and Korean don't.
		 */
		private static boolean isLetter(int character) {
			return switch (UScript.getScript(character)) {
				case UScript.HAN, UScript.HIRAGANA, UScript.KATAKANA, UScript.HANGUL -> false;
				default ->
					Character.isLetterOrDigit(character) || Character.getType(character) == Character.NON_SPACING_MARK;
			};
		}

	}

}
