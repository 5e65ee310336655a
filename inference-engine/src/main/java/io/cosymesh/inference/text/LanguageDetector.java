package io.cosymesh.inference.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import com.ibm.icu.lang.UScript;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Guesses the language of a text: by its script where that decides, else by OpenNLP's
 * model, which reads character sequences and is unsure of short texts, helped by each
 * language's most frequent words.
 */
final class LanguageDetector {

	private static final Pattern WORD_BOUNDARY = Pattern.compile("[^\\p{L}']+");

	/** Characters that written Cantonese has and written Mandarin hasn't. */
	private static final String CANTONESE = "嘅咗嗰啲喺唔冇佢哋咁嚟睇嘢啱攞";

	private static final String UKRAINIAN = "іїєґІЇЄҐ";

	/** A Chinese character says about as much as four letters. */
	private static final int LETTERS_PER_IDEOGRAPH = 4;

	private static final double FREQUENT_WORD_BONUS = 1.25;

	/** Names and single words are more often English than the model thinks. */
	private static final double ENGLISH_BONUS = 1.15;

	private final LanguageDetectorME model;

	private final Map<Language, List<String>> frequentWords;

	LanguageDetector() {
		try (InputStream resource = Objects
			.requireNonNull(LanguageDetectorModel.class.getResourceAsStream("/langdetect-183.bin"))) {
			this.model = new LanguageDetectorME(new LanguageDetectorModel(resource));
			this.frequentWords = FrequentWords.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Optional<Language> detect(String text) {
		Map<Integer, Integer> letters = new HashMap<>();
		text.codePoints()
			.filter(Character::isLetter)
			.forEach((letter) -> letters.merge(UScript.getScript(letter), 1, Integer::sum));
		int ideographs = letters.getOrDefault(UScript.HAN, 0);
		int kana = letters.getOrDefault(UScript.HIRAGANA, 0) + letters.getOrDefault(UScript.KATAKANA, 0);
		int latin = letters.getOrDefault(UScript.LATIN, 0);
		if (LETTERS_PER_IDEOGRAPH * (ideographs + kana) >= latin && ideographs + kana > 0) {
			return Optional.of(ofIdeographs(text, ideographs, kana));
		}
		int script = letters.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue())
			.map(Map.Entry::getKey)
			.orElse(UScript.LATIN);
		return switch (script) {
			case UScript.LATIN -> Optional.of(mostProbable(text));
			case UScript.CYRILLIC -> Optional.of(containsAny(text, UKRAINIAN) ? Language.UKRAINIAN : Language.RUSSIAN);
			case UScript.HANGUL -> Optional.of(Language.KOREAN);
			case UScript.GREEK -> Optional.of(Language.GREEK);
			case UScript.DEVANAGARI -> Optional.of(Language.HINDI);
			default -> Optional.empty();
		};
	}

	private static Language ofIdeographs(String text, int ideographs, int kana) {
		if (kana * 10 >= ideographs) {
			return Language.JAPANESE;
		}
		return containsAny(text, CANTONESE) ? Language.CANTONESE : Language.CHINESE;
	}

	private Language mostProbable(String text) {
		Map<Language, Double> scores = new EnumMap<>(Language.class);
		for (opennlp.tools.langdetect.Language guess : this.model.predictLanguages(text)) {
			for (Language language : this.frequentWords.keySet()) {
				if (language.iso639().equals(guess.getLang())) {
					scores.put(language, guess.getConfidence() * bonus(language, text));
				}
			}
		}
		return scores.entrySet()
			.stream()
			.max(Map.Entry.comparingByValue())
			.map(Map.Entry::getKey)
			.orElse(Language.ENGLISH);
	}

	private double bonus(Language language, String text) {
		List<String> frequent = this.frequentWords.getOrDefault(language, List.of());
		long hits = Arrays.stream(WORD_BOUNDARY.split(text.toLowerCase(Locale.ROOT)))
			.distinct()
			.filter(frequent::contains)
			.count();
		return Math.pow(FREQUENT_WORD_BONUS, (double) hits) * ((language == Language.ENGLISH) ? ENGLISH_BONUS : 1);
	}

	private static boolean containsAny(String text, String characters) {
		return text.chars().anyMatch((character) -> characters.indexOf(character) >= 0);
	}

}
