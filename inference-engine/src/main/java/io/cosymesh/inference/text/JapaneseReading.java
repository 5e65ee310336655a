package io.cosymesh.inference.text;

import com.atilika.kuromoji.ipadic.Token;
import com.atilika.kuromoji.ipadic.Tokenizer;
import com.ibm.icu.lang.UScript;
import org.jspecify.annotations.Nullable;

/**
 * Reads Japanese: the pronunciation of each word in katakana by Kuromoji with the IPA
 * dictionary, spaced after particles so that phrases are heard.
 */
final class JapaneseReading {

	private static final String UNKNOWN = "*";

	private static final String PARTICLE = "助詞";

	private static final String SYMBOL = "記号";

	private @Nullable Tokenizer tokenizer;

	String katakana(String text) throws UnspeakableTextException {
		String spelled = JapaneseNumbers.spellOut(text);
		StringBuilder reading = new StringBuilder();
		for (Token token : tokenizer().tokenize(spelled)) {
			reading.append(sound(token));
			if (token.getPartOfSpeechLevel1().equals(PARTICLE)) {
				reading.append(' ');
			}
		}
		return reading.toString();
	}

	private static String sound(Token token) throws UnspeakableTextException {
		String surface = token.getSurface();
		if (token.getPartOfSpeechLevel1().equals(SYMBOL)) {
			return surface;
		}
		if (!token.getPronunciation().equals(UNKNOWN)) {
			return token.getPronunciation();
		}
		if (surface.codePoints().anyMatch((character) -> UScript.getScript(character) == UScript.HAN)) {
			throw UnspeakableTextException.becauseOfText("reading-not-known",
					"A word in Chinese characters has no known reading; write it in kana");
		}
		return surface;
	}

	private synchronized Tokenizer tokenizer() {
		if (this.tokenizer == null) {
			this.tokenizer = new Tokenizer();
		}
		return this.tokenizer;
	}

}
