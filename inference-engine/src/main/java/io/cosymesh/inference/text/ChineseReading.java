package io.cosymesh.inference.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.dictionary.py.Pinyin;
import org.jspecify.annotations.Nullable;

/**
 * Reads Mandarin: characters to pinyin with tone numbers by HanLP, whose dictionary knows
 * which reading a polyphone has in a word, and CosyVoice's pronunciation marks
 * ({@code [j][ǐ]}).
 */
final class ChineseReading {

	private static final Pattern MARK = Pattern
		.compile("(?:\\[([bpmfdtnlgkhjqxrzcsyw]|[zcs]h)])?\\[(\\p{L}{1,5}[\\p{Mn}]?)]");

	/** Combining accents in the order of the tones. */
	private static final String ACCENTS = "\u0304\u0301\u030C\u0300";

	private static final char MARKED = '\uE000';

	private static final Map<Character, String> PUNCTUATION = Map.ofEntries(Map.entry('，', ","), Map.entry('、', ","),
			Map.entry('。', "."), Map.entry('．', "."), Map.entry('！', "!"), Map.entry('？', "?"), Map.entry('；', ";"),
			Map.entry('：', ":"), Map.entry('…', "."), Map.entry('—', ","), Map.entry(',', ","), Map.entry('.', "."),
			Map.entry('!', "!"), Map.entry('?', "?"), Map.entry(';', ";"), Map.entry(':', ":"));

	private final PolyphoneRules rules = PolyphoneRules.read();

	String pinyin(String text) throws UnspeakableTextException {
		List<Syllable> marked = new ArrayList<>();
		StringBuilder plain = new StringBuilder();
		Matcher marks = MARK.matcher(text);
		while (marks.find()) {
			marked.add(marked(marks.group(1) == null ? "" : marks.group(1), marks.group(2)));
			marks.appendReplacement(plain, String.valueOf(MARKED));
		}
		marks.appendTail(plain);
		String simplified = HanLP.convertToSimplifiedChinese(ChineseNumbers.spellOut(plain.toString()));
		return ToneSandhi.apply(syllables(simplified, marked))
			.stream()
			.map((syllable) -> syllable.isPunctuation() ? syllable.sound() : " " + syllable.sound() + syllable.tone())
			.collect(Collectors.joining())
			.replaceAll(" {2,}", " ")
			.strip();
	}

	private List<Syllable> syllables(String text, List<Syllable> marked) throws UnspeakableTextException {
		@Nullable String[] ruled = this.rules.readings(text);
		List<Pinyin> readings = HanLP.convertToPinyinList(text);
		List<Syllable> syllables = new ArrayList<>();
		int nextMarked = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			Pinyin reading = readings.get(i);
			if (character == MARKED) {
				syllables.add(marked.get(nextMarked++));
			}
			else if (character == '幺') {
				syllables.add(new Syllable(character, "yao", 1));
			}
			else if (ruled[i] != null) {
				syllables.add(Syllable.of(character, ruled[i]));
			}
			else if (reading != Pinyin.none5) {
				syllables.add(new Syllable(character, reading.getPinyinWithoutTone(), reading.getTone()));
			}
			else if (Character.isIdeographic(character)) {
				throw UnspeakableTextException.becauseOfText("reading-not-known",
						"A rare character has no known reading; write it as [initial][final], such as [j][ǐ]");
			}
			else {
				syllables.add(Syllable.punctuation(character, isPause(text, i) ? "," : punctuation(character)));
			}
		}
		return syllables;
	}

	/** CosyVoice's rules leave a space where a dash was, and nowhere else. */
	private static boolean isPause(String text, int i) {
		return text.charAt(i) == ' ' && i > 0 && i + 1 < text.length() && Character.isIdeographic(text.charAt(i - 1))
				&& Character.isIdeographic(text.charAt(i + 1));
	}

	/** Letters of other scripts are left to espeak-ng, which names them. */
	private static String punctuation(char character) {
		return Character.isLetter(character) ? String.valueOf(character) : PUNCTUATION.getOrDefault(character, " ");
	}

	private static Syllable marked(String initial, String rhyme) {
		StringBuilder sound = new StringBuilder(initial);
		int tone = 5;
		for (char part : Normalizer.normalize(rhyme, Normalizer.Form.NFD).toCharArray()) {
			if (ACCENTS.indexOf(part) >= 0) {
				tone = ACCENTS.indexOf(part) + 1;
			}
			else if (part == '\u0308') {
				sound.setCharAt(sound.length() - 1, 'v');
			}
			else {
				sound.append(part);
			}
		}
		return new Syllable(MARKED, sound.toString(), tone);
	}

}
