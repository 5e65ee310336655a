package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.cosymesh.contracts.inference.PronunciationEntry;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants words to be said. The longest word at a place wins; a word in
 * letters counts only as a whole, and in any case if it has no capitals. Never prints its
 * words.
 */
public final class Dictionary {

	/** No wishes. */
	public static final Dictionary EMPTY = new Dictionary(null, Map.of(), Map.of());

	private static final String FIELD = "pronunciations";

	/** Letters that stand in words with others; Chinese, Japanese and Korean don't. */
	private static final String LETTER = "[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]]";

	/** What no word is looked for in. */
	private static final String BRACKETS = "\\[[^\\[\\]]{1,40}]|<[^<>]{1,120}>";

	private final @Nullable Pattern words;

	private final Map<String, String> readings;

	private final Map<String, String> readingsInAnyCase;

	private Dictionary(@Nullable Pattern words, Map<String, String> readings, Map<String, String> readingsInAnyCase) {
		this.words = words;
		this.readings = readings;
		this.readingsInAnyCase = readingsInAnyCase;
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
		Map<String, String> exact = new HashMap<>();
		Map<String, String> anyCase = new HashMap<>();
		List<String> words = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			String word = check(entries.get(i), FIELD + "[" + i + "]");
			Map<String, String> readings = isLowerCase(word) ? anyCase : exact;
			if (readings.put(word, entries.get(i).reading().strip()) != null) {
				throw UnspeakableTextException.because(FIELD + "[" + i + "].word", "pronunciation-twice",
						"This word has an entry before; leave one of them out");
			}
			words.add(word);
		}
		return new Dictionary(pattern(words), Map.copyOf(exact), Map.copyOf(anyCase));
	}

	/**
	 * Puts the readings in the place of the words.
	 * @param text a text without markup, or with tags that are left alone
	 * @return the text as it is to be said
	 */
	public String apply(String text) {
		if (this.words == null) {
			return text;
		}
		return this.words.matcher(text).replaceAll((word) -> Matcher.quoteReplacement(reading(word.group())));
	}

	private String reading(String found) {
		String reading = this.readings.get(found);
		return (reading != null) ? reading : this.readingsInAnyCase.getOrDefault(found.toLowerCase(Locale.ROOT), found);
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

	private static boolean isLowerCase(String word) {
		return word.equals(word.toLowerCase(Locale.ROOT));
	}

	private static Pattern pattern(List<String> words) {
		return Pattern.compile(words.stream()
			.sorted(Comparator.comparingInt(String::length).reversed())
			.map(Dictionary::whole)
			.collect(Collectors.joining("|", BRACKETS + "|", "")));
	}

	private static String whole(String word) {
		String quoted = (isLowerCase(word) ? "(?iu:" : "(?:") + Pattern.quote(word) + ")";
		String before = word.substring(0, 1).matches(LETTER) ? "(?<!" + LETTER + ")" : "";
		String after = word.substring(word.length() - 1).matches(LETTER) ? "(?!" + LETTER + ")" : "";
		return before + quoted + after;
	}

	@Override
	public String toString() {
		return "Dictionary[%d words]".formatted(this.readings.size() + this.readingsInAnyCase.size());
	}

}
