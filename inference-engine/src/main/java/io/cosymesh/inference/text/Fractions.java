package io.cosymesh.inference.text;

import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Fractions in the words of a European language; of two whole numbers, as 3/4 or ¾.
 */
final class Fractions {

	private static final Pattern SIGN = Pattern.compile("(\\d?)([¼-¾⅐-⅞])");

	private static final Pattern FRACTION = Pattern
		.compile("(?<![\\d/.,\\p{L}])(?:(\\d{1,4}) )?(\\d{1,3})/(\\d{1,3})(?![\\d/\\p{L}])");

	private Fractions() {
	}

	static String spellOut(String text, Language language) {
		String figures = SIGN.matcher(text)
			.replaceAll((sign) -> (sign.group(1).isEmpty() ? "" : sign.group(1) + " ")
					+ Normalizer.normalize(sign.group(2), Normalizer.Form.NFKC).replace('\u2044', '/'));
		return FRACTION.matcher(figures).replaceAll((fraction) -> fraction(fraction, language));
	}

	private static String fraction(MatchResult found, Language language) {
		int above = Integer.parseInt(found.group(2));
		int below = Integer.parseInt(found.group(3));
		if (above == 0 || below < 2 || above >= below) {
			return found.group();
		}
		boolean isRussian = language == Language.RUSSIAN;
		NumberWords words = NumberWords.in(language);
		String part = (isRussian ? words.say(above, "%spellout-cardinal-feminine") : words.counting(above)) + " "
				+ part(below, above > 1, language);
		return (found.group(1) != null) ? found.group(1) + and(language) + part : part;
	}

	private static String part(int below, boolean several, Language language) {
		NumberWords words = NumberWords.in(language);
		return switch (language.locale().getLanguage()) {
			case "en" -> switch (below) {
				case 2 -> several ? "halves" : "half";
				case 4 -> several ? "quarters" : "quarter";
				default -> words.ordinal(below) + (several ? "s" : "");
			};
			case "de" -> switch (below) {
				case 2 -> "halb";
				default -> german(words.ordinal(below));
			};
			case "fr" -> switch (below) {
				case 2 -> several ? "demis" : "demi";
				case 3 -> "tiers";
				case 4 -> several ? "quarts" : "quart";
				default -> words.ordinal(below) + (several ? "s" : "");
			};
			case "es" -> switch (below) {
				case 2 -> several ? "medios" : "medio";
				case 3 -> several ? "tercios" : "tercio";
				default -> words.ordinal(below) + (several ? "s" : "");
			};
			case "it" -> switch (below) {
				case 2 -> several ? "mezzi" : "mezzo";
				default -> several ? words.ordinal(below).replaceFirst("o$", "i") : words.ordinal(below);
			};
			default -> words.say(below, several ? "%spellout-ordinal-plural-genitive" : "%spellout-ordinal-feminine");
		};
	}

	/** A third is what the third is, with an l: dritte, Drittel. */
	private static String german(String ordinal) {
		String part = ordinal.replaceFirst("te$", "tel");
		return Character.toUpperCase(part.charAt(0)) + part.substring(1);
	}

	private static String and(Language language) {
		return switch (language.locale().getLanguage()) {
			case "en" -> " and ";
			case "fr" -> " et ";
			case "es" -> " y ";
			case "it" -> " e ";
			case "ru" -> " и ";
			default -> " und ";
		};
	}

}
