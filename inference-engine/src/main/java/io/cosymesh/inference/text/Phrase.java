package io.cosymesh.inference.text;

import java.util.ArrayList;
import java.util.List;

import com.ibm.icu.lang.UScript;

/**
 * A run of text in one language. Never prints its content.
 *
 * @param language its language
 * @param text the run with its punctuation
 */
public record Phrase(Language language, String text) {

	/**
	 * Splits a sentence where its script shows that the language changes: English words
	 * in Chinese or Japanese, Chinese words elsewhere.
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
	 * A word is a run of one script; digits, punctuation and bracketed tags stand alone.
	 */
	private static int wordEnd(String text, int start) {
		if (text.charAt(start) == '[' && text.indexOf(']', start) > 0) {
			return text.indexOf(']', start) + 1;
		}
		int script = script(text.charAt(start));
		int end = start + 1;
		while (end < text.length() && script != UScript.COMMON && script(text.charAt(end)) == script) {
			end++;
		}
		return end;
	}

	private static Language languageOf(String word, Language main, Language current) {
		char first = word.charAt(0);
		int script = script(first);
		if (first == '[' || Character.isDigit(first)) {
			return main;
		}
		if (script == UScript.COMMON) {
			// Chinese punctuation ends an English run, a space or an apostrophe doesn't.
			return (first < 128) ? current : main;
		}
		if (main.isHanScript()) {
			return (script == UScript.LATIN) ? Language.ENGLISH : main;
		}
		return (script == UScript.HAN && main != Language.KOREAN) ? Language.CHINESE : main;
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
