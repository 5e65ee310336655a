package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Times of day in the words of a European language.
 */
final class ClockTimes {

	private static final Pattern TIME = Pattern.compile(
			"(?<![\\d:.,])([01]?\\d|2[0-3])[:h]([0-5]\\d)(?::[0-5]\\d)?(?![\\d:])(?: ?(?:Uhr|h)(?!\\p{L}))?(?: ?([aApP])\\.?[mM](?:\\.(?!$)|(?!\\p{L})))?");

	private static final Pattern FULL = Pattern
		.compile("(?<![\\d:.,])(1[0-2]|[1-9]) ?([aApP])\\.?[mM](?:\\.(?!$)|(?!\\p{L}))");

	private static final Pattern HOUR = Pattern.compile("(?<![\\d:.,])([01]?\\d|2[0-4]) Uhr(?!\\p{L})");

	private ClockTimes() {
	}

	static String spellOut(String text, Language language) {
		NumberWords words = NumberWords.in(language);
		String tag = language.locale().getLanguage();
		String spelled = TIME.matcher(text).replaceAll((time) -> time(time, words, tag));
		return switch (tag) {
			case "en" ->
				FULL.matcher(spelled).replaceAll((time) -> words.counting(number(time, 1)) + half(time.group(2)));
			case "de" -> HOUR.matcher(spelled).replaceAll((time) -> words.counting(number(time, 1)) + " Uhr");
			default -> spelled;
		};
	}

	private static String time(MatchResult time, NumberWords words, String tag) {
		String hour = words.counting(number(time, 1));
		int past = (int) number(time, 2);
		String minutes = words.number(BigDecimal.valueOf(past));
		return switch (tag) {
			case "en" -> hour + english(past, minutes, time.group(3));
			case "de" -> hour + " Uhr" + ((past > 0) ? " " + minutes : "");
			case "fr" -> words.say(number(time, 1), "%spellout-cardinal-feminine")
					+ (number(time, 1) < 2 ? " heure" : " heures") + ((past > 0) ? " " + minutes : "");
			case "es" -> words.say(number(time, 1), "%spellout-cardinal-feminine")
					+ ((past > 0) ? " y " + minutes : " en punto");
			case "it" -> words.say(number(time, 1), "%spellout-cardinal-feminine")
					+ ((past > 0) ? " e " + minutes : " in punto");
			default -> hour + " " + ((past == 0) ? "ноль ноль" : (past < 10) ? "ноль " + minutes : minutes);
		};
	}

	private static String english(int past, String minutes, @Nullable String half) {
		String spoken = (past == 0) ? "" : (past < 10) ? " oh " + minutes : " " + minutes;
		if (half != null) {
			return spoken + half(half);
		}
		return (past == 0) ? " o'clock" : spoken;
	}

	private static String half(String letter) {
		return letter.equalsIgnoreCase("a") ? " A M" : " P M";
	}

	private static long number(MatchResult time, int group) {
		return Long.parseLong(time.group(group));
	}

}
