package io.cosymesh.inference.text;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Spells out what stands in digits in Chinese text: years and long numbers digit by
 * digit, times, percentages, prices and amounts as they are said; amounts by CLDR's
 * rules.
 */
final class ChineseNumbers {

	private static final String DIGITS = "零一二三四五六七八九";

	private static final String AMOUNT = "\\d+(?:,\\d{3})*(?:\\.\\d+)?";

	private static final Pattern YEAR = Pattern.compile("(?<!\\d)\\d{4}(?=年)");

	private static final Pattern TIME = Pattern.compile("(?<!\\d)([01]?\\d|2[0-3])[:：]([0-5]\\d)(?!\\d)");

	private static final Pattern PERCENT = Pattern.compile("(" + AMOUNT + ")\\s*[%％]");

	private static final Pattern PRICE = Pattern.compile("([¥￥$€])\\s*(" + AMOUNT + ")");

	private static final Pattern TEMPERATURE = Pattern.compile("(" + AMOUNT + ")\\s*(?:℃|°C)");

	private static final Pattern FRACTION = Pattern.compile("(?<![\\d/])(\\d{1,4})/(\\d{1,4})(?![\\d/])");

	private static final Pattern NEGATIVE = Pattern.compile("(?<![\\da-zA-Z])[-−](?=\\d)");

	private static final Pattern CODE = Pattern.compile("(?<![\\d.,])(?:\\d{7,}|0\\d+)(?![\\d.,]*\\d)");

	private static final Pattern COUNTED_TWO = Pattern.compile("(?<![\\d.,])2(?=[个只位张条件块杯岁次台辆双本天])");

	private static final Pattern PLAIN = Pattern.compile(AMOUNT);

	private ChineseNumbers() {
	}

	static String spellOut(String text) {
		String spelled = text.replace("²", "平方").replace("³", "立方").replace('〇', '零');
		spelled = NEGATIVE.matcher(spelled).replaceAll("负");
		spelled = replace(YEAR, spelled, (match) -> digitByDigit(match.group()));
		spelled = replace(TIME, spelled, ChineseNumbers::time);
		spelled = replace(PERCENT, spelled, (match) -> "百分之" + amount(match.group(1)));
		spelled = replace(PRICE, spelled, (match) -> amount(match.group(2)) + currency(match.group(1)));
		spelled = replace(TEMPERATURE, spelled, (match) -> amount(match.group(1)) + "摄氏度");
		spelled = replace(FRACTION, spelled, (match) -> amount(match.group(2)) + "分之" + amount(match.group(1)));
		spelled = replace(CODE, spelled, (match) -> digitByDigit(match.group()).replace('一', '幺'));
		spelled = COUNTED_TWO.matcher(spelled).replaceAll("两");
		return replace(PLAIN, spelled, (match) -> amount(match.group()));
	}

	private static String replace(Pattern pattern, String text, Function<MatchResult, String> spelling) {
		return pattern.matcher(text).replaceAll(spelling);
	}

	private static String time(MatchResult match) {
		String minutes = switch (match.group(2)) {
			case "00" -> "";
			default -> (match.group(2).startsWith("0") ? "零" : "") + amount(match.group(2)) + "分";
		};
		return amount(match.group(1)) + "点" + minutes;
	}

	private static String currency(String sign) {
		return switch (sign) {
			case "$" -> "美元";
			case "€" -> "欧元";
			default -> "元";
		};
	}

	private static String digitByDigit(String digits) {
		StringBuilder spelled = new StringBuilder();
		digits.chars().forEach((digit) -> spelled.append(DIGITS.charAt(digit - '0')));
		return spelled.toString();
	}

	private static String amount(String digits) {
		String[] parts = digits.replace(",", "").split("\\.", 2);
		if (parts[0].length() > 15) {
			return digitByDigit(parts[0]);
		}
		String whole = SpelledNumbers.in(Locale.SIMPLIFIED_CHINESE).format(Long.parseLong(parts[0])).replace('〇', '零');
		return (parts.length == 1) ? whole : whole + "点" + digitByDigit(parts[1]);
	}

}
