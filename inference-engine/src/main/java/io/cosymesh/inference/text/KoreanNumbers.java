package io.cosymesh.inference.text;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Spells out what stands in digits in Korean text: Sino-Korean numbers, but native ones
 * for hours and what is counted one by one.
 */
final class KoreanNumbers {

	private static final String NATIVE = "%spellout-cardinal-native-attributive";

	private static final Pattern DATE = Pattern
		.compile("(?<![\\d.])(\\d{4})([-/.])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12]\\d|3[01])(?![\\d.])");

	private static final Pattern TIME = Pattern.compile("(?<![\\d:])([01]?\\d|2[0-3]):([0-5]\\d)(?![\\d:])");

	private static final Pattern PHONE = Pattern
		.compile("(?<![\\d.,])(?:\\d{2,4}-\\d{3,4}-\\d{4}|\\d{4}-\\d{4}|0\\d{5,}|\\d{10,})(?!\\d)");

	private static final Pattern HOUR = Pattern.compile("(?<!\\d)(1[0-2]|[1-9])(?=\\s?시(?!속|간당))");

	private static final Pattern COUNTED = Pattern
		.compile("(?<![\\d.,])([1-9]\\d?)(?=\\s?(?:명|개(?!월|년)|살|마리|권|잔|병|대|장|시간|사람|가지|그루|송이|켤레|벌|번째))");

	private static final Pattern FRACTION = Pattern.compile("(?<![\\d/])(\\d{1,4})/(\\d{1,4})(?![\\d/])");

	private static final Pattern RANGE = Pattern.compile("(?<=\\d)\\s?[-~～–—]\\s?(?=\\d)");

	private static final Pattern NEGATIVE = Pattern.compile("(?<![\\da-zA-Z])[-−](?=\\d)");

	private KoreanNumbers() {
	}

	static String spellOut(String text) {
		if (text.chars().noneMatch(Character::isDigit)) {
			return text;
		}
		NumberStyle style = NumberStyle.of(Language.KOREAN);
		NumberWords words = NumberWords.in(Language.KOREAN);
		String spelled = replace(DATE, text,
				(date) -> "%s년 %d월 %d일".formatted(date.group(1), number(date, 3), number(date, 4)));
		// The two months whose names aren't quite their numbers.
		spelled = spelled.replaceAll("(?<!\\d)6월", "유월").replaceAll("(?<!\\d)10월", "시월");
		spelled = replace(TIME, spelled,
				(time) -> number(time, 1) + "시" + (number(time, 2) == 0 ? "" : " " + number(time, 2) + "분"));
		spelled = replace(PHONE, spelled, (phone) -> called(phone.group(), words));
		spelled = NEGATIVE.matcher(spelled).replaceAll("마이너스 ");
		spelled = Money.name(spelled, style).replace("대한민국 ", "");
		spelled = Units.name(spelled, style);
		spelled = replace(HOUR, spelled, (hour) -> words.say(number(hour, 1), NATIVE));
		spelled = replace(COUNTED, spelled, (counted) -> words.say(number(counted, 1), NATIVE));
		spelled = replace(FRACTION, spelled, (found) -> found.group(2) + "분의 " + found.group(1));
		spelled = RANGE.matcher(spelled).replaceAll("에서 ");
		return replace(Pattern.compile(style.regex()), spelled, (found) -> words.number(style.parse(found.group())));
	}

	private static String replace(Pattern pattern, String text, Function<MatchResult, String> spelling) {
		return pattern.matcher(text).replaceAll(spelling);
	}

	private static long number(MatchResult found, int group) {
		return Long.parseLong(found.group(group));
	}

	private static String called(String number, NumberWords words) {
		return Pattern.compile("\\d+")
			.matcher(number.replace("-", ", "))
			.replaceAll((part) -> words.digits(part.group()).replace(" ", "").replace("영", "공"));
	}

}
