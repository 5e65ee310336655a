package io.cosymesh.inference.text;

import java.util.regex.Pattern;

/**
 * Ordinals as European languages write them in figures: 3rd, 1er, 2ème, 3.º, 5-й.
 */
final class Ordinals {

	private static final Pattern ENGLISH = Pattern.compile("(?<![\\d.,\\p{L}])(\\d{1,9})(?:st|nd|rd|th)(?!\\p{L})");

	private static final Pattern FRENCH = Pattern
		.compile("(?<![\\d.,\\p{L}])(\\d{1,9})(er|re|ère|e|ème|nd|nde)(?!\\p{L})");

	private static final Pattern ROMANCE = Pattern.compile("(?<![\\d.,\\p{L}])(\\d{1,9})\\.?([ºª°])(?!\\p{L})");

	private static final Pattern RUSSIAN = Pattern.compile("(?<![\\d.,\\p{L}])(\\d{1,9})-(й|я|е|го|му|ом|х)(?!\\p{L})");

	/** A full stop after a number makes it an ordinal where the sentence goes on. */
	private static final Pattern GERMAN = Pattern.compile(
			"(?i:(?<=\\bder |\\bdie |\\bdas ))(\\d{1,3})\\.(?= \\p{Lu})|(?i:(?<=\\bim |\\bam |\\bzum |\\bvom |\\bdem |\\bden ))(\\d{1,3})\\.(?= \\p{Lu})");

	private Ordinals() {
	}

	static String spellOut(String text, Language language) {
		NumberWords words = NumberWords.in(language);
		return switch (language.locale().getLanguage()) {
			case "en" -> ENGLISH.matcher(text).replaceAll((found) -> words.ordinal(Long.parseLong(found.group(1))));
			case "de" -> GERMAN.matcher(text)
				.replaceAll((found) -> (found.group(1) != null)
						? words.say(Long.parseLong(found.group(1)), "%spellout-ordinal")
						: words.say(Long.parseLong(found.group(2)), "%spellout-ordinal-n"));
			case "fr" -> FRENCH.matcher(text)
				.replaceAll(
						(found) -> words.say(Long.parseLong(found.group(1)), found.group(2).matches("r?[eè]re|re|nde")
								? "%spellout-ordinal-feminine" : "%spellout-ordinal-masculine"));
			case "ru" -> RUSSIAN.matcher(text)
				.replaceAll((found) -> words.say(Long.parseLong(found.group(1)), russian(found.group(2))));
			default -> ROMANCE.matcher(text)
				.replaceAll((found) -> words.say(Long.parseLong(found.group(1)),
						found.group(2).equals("ª") ? "%spellout-ordinal-feminine" : "%spellout-ordinal-masculine"));
		};
	}

	private static String russian(String ending) {
		return switch (ending) {
			case "я" -> "%spellout-ordinal-feminine";
			case "е" -> "%spellout-ordinal-neuter";
			case "го" -> "%spellout-ordinal-masculine-genitive";
			case "му" -> "%spellout-ordinal-masculine-dative";
			case "ом" -> "%spellout-ordinal-masculine-prepositional";
			case "х" -> "%spellout-ordinal-plural-genitive";
			default -> "%spellout-ordinal-masculine";
		};
	}

}
