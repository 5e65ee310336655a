package io.cosymesh.inference.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads English: a word marked by CosyVoice's phonemes ({@code [HH][AH0][L][OW1]}, those
 * of the CMU dictionary) becomes espeak-ng's phoneme mnemonics, all else stays.
 */
final class EnglishReading {

	private static final Pattern WORD = Pattern.compile("(?:\\[[A-Z]{1,2}[0-2]?])+");

	private static final Pattern PHONEME = Pattern.compile("\\[([A-Z]{1,2})([0-2]?)]");

	private static final Map<String, String> MNEMONICS = Map.ofEntries(Map.entry("AA", "A:"), Map.entry("AE", "a"),
			Map.entry("AH", "V"), Map.entry("AO", "O:"), Map.entry("AW", "aU"), Map.entry("AY", "aI"),
			Map.entry("B", "b"), Map.entry("CH", "tS"), Map.entry("D", "d"), Map.entry("DH", "D"), Map.entry("EH", "E"),
			Map.entry("ER", "3:"), Map.entry("EY", "eI"), Map.entry("F", "f"), Map.entry("G", "g"),
			Map.entry("HH", "h"), Map.entry("IH", "I"), Map.entry("IY", "i:"), Map.entry("JH", "dZ"),
			Map.entry("K", "k"), Map.entry("L", "l"), Map.entry("M", "m"), Map.entry("N", "n"), Map.entry("NG", "N"),
			Map.entry("OW", "oU"), Map.entry("OY", "OI"), Map.entry("P", "p"), Map.entry("R", "r"), Map.entry("S", "s"),
			Map.entry("SH", "S"), Map.entry("T", "t"), Map.entry("TH", "T"), Map.entry("UH", "U"),
			Map.entry("UW", "u:"), Map.entry("V", "v"), Map.entry("W", "w"), Map.entry("Y", "j"), Map.entry("Z", "z"),
			Map.entry("ZH", "Z"));

	private EnglishReading() {
	}

	static String phonemes(String text) throws UnspeakableTextException {
		Matcher words = WORD.matcher(text);
		StringBuilder reading = new StringBuilder();
		while (words.find()) {
			words.appendReplacement(reading, Matcher.quoteReplacement("[[" + mnemonics(words.group()) + "]]"));
		}
		return words.appendTail(reading).toString();
	}

	private static String mnemonics(String word) throws UnspeakableTextException {
		StringBuilder mnemonics = new StringBuilder();
		Matcher phonemes = PHONEME.matcher(word);
		while (phonemes.find()) {
			String mnemonic = MNEMONICS.get(phonemes.group(1));
			if (mnemonic == null) {
				throw UnspeakableTextException.becauseOfText("phoneme-not-known",
						"A pronunciation in brackets is none of the CMU dictionary's phonemes");
			}
			boolean reduced = phonemes.group(2).equals("0");
			mnemonics.append(switch (phonemes.group(2)) {
				case "1" -> "'";
				case "2" -> ",";
				default -> "";
			}).append(switch (mnemonic) {
				case "V" -> reduced ? "@" : mnemonic;
				case "3:" -> reduced ? "3" : mnemonic;
				default -> mnemonic;
			});
		}
		return mnemonics.toString();
	}

}
