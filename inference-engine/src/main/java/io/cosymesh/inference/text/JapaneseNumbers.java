package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spells out what stands in digits in Japanese text, in characters that Kuromoji reads.
 */
final class JapaneseNumbers {

	private static final List<String> DIGITS = List.of("ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー");

	private static final String AMOUNT = "\\d+(?:,\\d{3})*(?:\\.\\d+)?";

	private static final Pattern DATE = Pattern
		.compile("(?<![\\d.])(\\d{4})([-/.])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12]\\d|3[01])(?![\\d.])");

	private static final Pattern TIME = Pattern.compile("(?<![\\d:])([01]?\\d|2[0-3])[:：]([0-5]\\d)(?![\\d:])");

	private static final Pattern PHONE = Pattern
		.compile("(?<![\\d.,])(?:\\+?\\d{1,4}-\\d{1,4}-\\d{3,4}|0\\d{5,}|\\d{10,})(?!\\d)");

	private static final Pattern FRACTION = Pattern.compile("(?<![\\d/])(\\d{1,4})/(\\d{1,4})(?![\\d/])");

	private static final Pattern RANGE = Pattern.compile("(?<=\\d)\\s?[-~～〜–—]\\s?(?=\\d)");

	private static final Pattern NEGATIVE = Pattern.compile("(?<![\\da-zA-Z])[-−](?=\\d)");

	private static final Pattern PLAIN = Pattern.compile(AMOUNT);

	private JapaneseNumbers() {
	}

	static String spellOut(String text) {
		if (text.chars().noneMatch(Character::isDigit)) {
			return text;
		}
		NumberStyle style = NumberStyle.of(Language.JAPANESE);
		String spelled = replace(DATE, text,
				(date) -> "%s年%d月%d日".formatted(date.group(1), number(date, 3), number(date, 4)));
		spelled = replace(TIME, spelled,
				(time) -> number(time, 1) + "時" + (number(time, 2) == 0 ? "" : number(time, 2) + "分"));
		spelled = replace(PHONE, spelled, (phone) -> called(phone.group()));
		spelled = NEGATIVE.matcher(spelled).replaceAll("マイナス");
		spelled = Money.name(spelled, style);
		spelled = Units.name(spelled, style)
			.replaceAll("(?<=\\d) (?=\\p{IsHan}|\\p{IsKatakana})|(?<=\\p{IsHan}) (?=\\d)", "");
		spelled = replace(FRACTION, spelled, (found) -> found.group(2) + "分の" + found.group(1));
		spelled = RANGE.matcher(spelled).replaceAll("から");
		return replace(PLAIN, spelled, (found) -> amount(found.group()));
	}

	private static String replace(Pattern pattern, String text, Function<MatchResult, String> spelling) {
		return pattern.matcher(text).replaceAll(spelling);
	}

	private static long number(MatchResult found, int group) {
		return Long.parseLong(found.group(group));
	}

	private static String called(String number) {
		return number.chars()
			.mapToObj((sign) -> Character.isDigit(sign) ? DIGITS.get(Character.digit(sign, 10)) : "、")
			.collect(Collectors.joining());
	}

	private static String amount(String digits) {
		String[] parts = digits.replace(",", "").split("\\.", 2);
		if (parts[0].length() > 15) {
			return called(parts[0]);
		}
		String whole = NumberWords.in(Language.JAPANESE).number(new BigDecimal(parts[0])).replace("〇", "ゼロ");
		return (parts.length == 1) ? whole : whole + "テン" + called(parts[1]);
	}

}
