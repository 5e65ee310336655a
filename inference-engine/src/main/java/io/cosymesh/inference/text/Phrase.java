package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.ibm.icu.lang.UScript;

/**
 * A run of text in one language. Never prints its content.
 *
 * @param language its language
 * @param text the run with its punctuation
 */
public record Phrase(Language language, String text) {

	private static final char LONG_VOWEL = 'ー';

	/**
	 * Splits a sentence where its script shows that the language changes: English words
	 * in Chinese, Japanese, Korean or Russian, words in their scripts elsewhere. Tags are
	 * in the language whose sounds they name.
	 * @param sentence the sentence
	 * @param language its main language
	 * @return the runs in order, at least one
	 */
	public static List<Phrase> split(String sentence, Language language) {
		List<Phrase> phrases = new ArrayList<>();
		Language current = language;
		int start = 0;
		int next = 0;
		while (next < sentence.length()) {
			int end = wordEnd(sentence, next);
			Language found = languageOf(sentence.substring(next, end), language, current);
			if (found != current) {
				add(phrases, current, sentence.substring(start, next));
				start = next;
				current = found;
			}
			next = end;
		}
		add(phrases, current, sentence.substring(start));
		return phrases;
	}

	private static void add(List<Phrase> phrases, Language language, String text) {
		if (SentenceSplitter.isSpeakable(text)) {
			phrases.add(new Phrase(language, text.strip()));
		}
	}

	/**
	 * A word is a run of one script; digits, punctuation and pronunciation tags stand
	 * alone.
	 */
	private static int wordEnd(String text, int start) {
		Optional<BracketTags.Tag> tag = BracketTags.at(text, start);
		if (tag.isPresent()) {
			return tag.get().end();
		}
		int script = script(text.charAt(start));
		int end = start + 1;
		while (end < text.length() && script != UScript.COMMON && script(text.charAt(end)) == script) {
			end++;
		}
		return end;
	}

	private static Language languageOf(String word, Language main, Language current) {
		Optional<BracketTags.Tag> tag = BracketTags.at(word, 0);
		if (tag.isPresent()) {
			PronunciationTag kind = tag.get().kind();
			return (kind != null) ? languageOf(kind, main) : current;
		}
		char first = word.charAt(0);
		int script = script(first);
		if (script == UScript.COMMON) {
			// Digits and Chinese punctuation end a foreign run; a space, an apostrophe
			// and
			// the Japanese sign for a long vowel don't.
			boolean goesOn = first == LONG_VOWEL || (first < 128 && !Character.isDigit(first));
			return goesOn ? current : main;
		}
		return switch (script) {
			case UScript.LATIN -> main.isLatinScript() ? main : Language.ENGLISH;
			case UScript.HAN -> (main.isHanScript() || main == Language.KOREAN) ? main : Language.CHINESE;
			case UScript.HIRAGANA, UScript.KATAKANA -> Language.JAPANESE;
			case UScript.HANGUL -> Language.KOREAN;
			case UScript.CYRILLIC -> (main == Language.UKRAINIAN) ? main : Language.RUSSIAN;
			default -> main;
		};
	}

	private static Language languageOf(PronunciationTag tag, Language main) {
		return switch (tag) {
			case PHONEME -> (main == Language.BRITISH_ENGLISH) ? main : Language.ENGLISH;
			case INITIAL, FINAL -> Language.CHINESE;
		};
	}

	private static int script(char character) {
		int script = UScript.getScript(character);
		return (script == UScript.INHERITED) ? UScript.COMMON : script;
	}

	@Override
	public String toString() {
		return "Phrase[language=%s, %d chars]".formatted(this.language, this.text.length());
	}

}
