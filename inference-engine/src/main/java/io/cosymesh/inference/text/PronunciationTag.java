package io.cosymesh.inference.text;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pronunciation tags CosyVoice3 was trained with, each a token of its own: 84
 * phonemes of the CMU dictionary and 176 pieces of pinyin. Any other it reads as text.
 */
public enum PronunciationTag {

	/** An English phoneme, {@code [HH]} or {@code [OW1]}. */
	PHONEME,

	/** What a Chinese syllable begins with, {@code [zh]}; y and w are initials too. */
	INITIAL,

	/** The rest of a syllable with its tone, {@code [ǐ]}; toneless for the neutral. */
	FINAL;

	private static final Set<String> PHONEMES = phonemes();

	private static final Set<String> INITIALS = words("b c ch d f g h j k l m n p q r s sh t w x y z zh");

	private static final Set<String> FINALS = finals();

	/**
	 * Looks a tag up.
	 * @param content what is between the brackets
	 * @return what it is, or nothing if it is no pronunciation tag
	 */
	public static Optional<PronunciationTag> of(String content) {
		String normal = Normalizer.normalize(content, Normalizer.Form.NFC);
		if (PHONEMES.contains(normal)) {
			return Optional.of(PHONEME);
		}
		if (INITIALS.contains(normal)) {
			return Optional.of(INITIAL);
		}
		return FINALS.contains(normal) ? Optional.of(FINAL) : Optional.empty();
	}

	/** Consonants, and vowels bare or with the digit of their stress. */
	private static Set<String> phonemes() {
		Set<String> phonemes = words("B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH");
		for (String vowel : words("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW")) {
			Stream.of("", "0", "1", "2").forEach((stress) -> phonemes.add(vowel + stress));
		}
		return phonemes;
	}

	/** ü is written u after j, q, x and y, and is left to l and n: nü, lüe. */
	private static Set<String> finals() {
		Set<String> finals = words("a ai an ang ao e ei en eng i ian in ing iu o ong ou u uang ue un uo");
		for (String rhyme : words("a ai an ang ao e ei en eng i ia ian iang iao ie in ing iong iu o ong ou "
				+ "u ua uai uan uang ue ui un uo")) {
			Tone.MARKED.forEach((tone) -> finals.add(tone.on(rhyme)));
		}
		for (Tone tone : List.of(Tone.RISING, Tone.LOW, Tone.FALLING)) {
			finals.add(tone.on("er"));
			finals.add(tone.on("ü"));
		}
		finals.add(Tone.FALLING.on("ve"));
		return finals;
	}

	private static Set<String> words(String words) {
		return Stream.of(words.split(" ", -1)).collect(Collectors.toCollection(HashSet::new));
	}

	/**
	 * A tone as pinyin writes it, by a combining accent.
	 */
	private enum Tone {

		HIGH('\u0304'), RISING('\u0301'), LOW('\u030C'), FALLING('\u0300');

		static final List<Tone> MARKED = List.of(values());

		private final char accent;

		Tone(char accent) {
			this.accent = accent;
		}

		/** The accent is on a or e, on the o of ou, else on the last vowel. */
		String on(String rhyme) {
			int place = Math.max(rhyme.indexOf('a'), rhyme.indexOf('e'));
			if (place < 0) {
				place = rhyme.startsWith("ou") ? 0 : rhyme.length() - 1;
				while ("iouü".indexOf(rhyme.charAt(place)) < 0) {
					place--;
				}
			}
			return Normalizer.normalize(rhyme.substring(0, place + 1) + this.accent + rhyme.substring(place + 1),
					Normalizer.Form.NFC);
		}

	}

}
