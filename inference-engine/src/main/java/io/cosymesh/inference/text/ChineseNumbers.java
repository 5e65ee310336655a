package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spells out what stands in digits in Chinese text: years, telephone and other long
 * numbers digit by digit, dates, times, percentages, prices, measures and amounts as they
 * are said; amounts and units by CLDR's rules.
 */
final class ChineseNumbers {

	private static final String DIGITS = "零一二三四五六七八九";

	private static final String AMOUNT = "\\d+(?:,\\d{3})*(?:\\.\\d+)?";

	private static final Pattern DATE = Pattern
		.compile("(?<![\\d.])(\\d{4})([-/.])(0?[1-9]|1[0-2])\\2(0?[1-9]|[12]\\d|3[01])(?![\\d.])");

	private static final Pattern YEAR = Pattern.compile("(?<!\\d)\\d{4}(?=年|\\s?[-~～–—至到]\\s?\\d{4}年)");

	private static final Pattern YEARS = Pattern.compile("(?<=[零一二三四五六七八九]{4})\\s?[-~～–—]\\s?(?=[零一二三四五六七八九]{4}年)");

	private static final Pattern TIME = Pattern
		.compile("(?<![\\d:])([01]?\\d|2[0-3])[:：]([0-5]\\d)(?:[:：]([0-5]\\d))?(?!\\d)");

	private static final Pattern SCORE = Pattern.compile("(?<![\\d:])(\\d{1,3})[:：](?=\\d{1,3}(?![\\d:]))");

	private static final Pattern PHONE = Pattern.compile(
			"(?<![\\d.,A-Za-z])(?:\\+?86[- ]?)?(?:1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}|0\\d{2,3}-\\d{7,8}|[48]00-\\d{3}-?\\d{4})(?!\\d)");

	private static final Pattern CALLED = Pattern
		.compile("(?<=(?:拨打|请拨|电话|热线|客服|号码|码|房间号|[QＱ微账帐编学工单卡证班车]号|密码)[是为：:\\s]?[是为：:\\s]?)\\d{3,}(?![\\d.,]*\\d)");

	/** Numbers one dials without a word before them that says so. */
	private static final Pattern HOTLINE = Pattern.compile(
			"(?<=[打拨](?:\\d{3,5}(?:或者|或|和|、))?)(?:11[09]|12[02]|911|999|1[02]\\d{3}|9[56]\\d{3})(?!\\d|[.,]\\d|分)");

	/** A room, a train, an order: digits that follow a letter. */
	private static final Pattern LETTERED = Pattern.compile("(?<=[A-Za-z][- ]?)\\d{3,}(?![\\d.,]*\\d)");

	/** An address or a version. */
	private static final Pattern DOTTED = Pattern.compile("(?<![\\d.])\\d{1,5}(?:\\.\\d{1,5}){2,}(?![\\d.]*\\d)");

	private static final Pattern BARE_DECIMALS = Pattern.compile("(?<![\\p{L}\\d.])\\.(?=\\d)");

	private static final Pattern RANGE = Pattern
		.compile("(?<![-A-Za-z\\d.])(" + AMOUNT + "[%％‰℃元]?)\\s?[-~～–—]\\s?(?=\\d)(?!\\d+-)");

	private static final Pattern TIMES = Pattern.compile("(?<=[点分秒])\\s?[-~～–—]\\s?(?=[零一二三四五六七八九十两])");

	private static final Pattern PRICES = Pattern
		.compile("(HK\\$|US\\$|[¥￥$€£₩])\\s*(" + AMOUNT + ")\\s?[-~～–—]\\s?(" + AMOUNT + ")(?![\\d百千万亿%-])");

	private static final Pattern BORN = Pattern.compile("(?<!\\d)[05-9][05](?=后)");

	private static final Pattern PERCENT = Pattern.compile("(" + AMOUNT + ")\\s*([%％‰])");

	private static final Pattern PRICE = Pattern
		.compile("(HK\\$|US\\$|[¥￥$€£₩])\\s*(" + AMOUNT + ")((?:百|千|万|百万|千万|亿)?)");

	private static final Pattern FRACTION = Pattern.compile("(?<![\\d/])(\\d{1,4})/(\\d{1,4})(?![\\d/])");

	private static final Pattern NEGATIVE = Pattern.compile("(?<![\\da-zA-Z%％℃])[-−](?=\\d)");

	private static final Pattern CODE = Pattern
		.compile("(?<![\\d.,])(?:" + NumberStyle.NOT_ROUND + "\\d{7,}|0\\d+)(?![\\d.,]*\\d)");

	private static final Pattern COUNTED_TWO = Pattern
		.compile("(?<![\\d.,第])2(?=[个只位张条件块杯岁次台辆双本天年周种座头匹米升克点斤]|公里|千克|公斤|小时|平方|立方|分钟)");

	private static final Pattern PLAIN = Pattern.compile(AMOUNT);

	private ChineseNumbers() {
	}

	static String spellOut(String text) {
		if (text.chars().noneMatch(Character::isDigit)) {
			return text.replace("²", "平方").replace("³", "立方").replace('〇', '零');
		}
		String spelled = replace(DATE, text.replace('〇', '零'), ChineseNumbers::date);
		spelled = replace(DOTTED, spelled, (match) -> dotted(match.group()));
		spelled = BARE_DECIMALS.matcher(spelled).replaceAll("0.");
		spelled = replace(YEAR, spelled, (match) -> digitByDigit(match.group()));
		spelled = YEARS.matcher(spelled).replaceAll("到");
		spelled = replace(TIME, spelled, ChineseNumbers::time);
		spelled = SCORE.matcher(spelled).replaceAll("$1比");
		spelled = replace(PHONE, spelled, (match) -> called(match.group()));
		spelled = replace(CALLED, spelled, (match) -> called(match.group()));
		spelled = replace(HOTLINE, spelled, (match) -> called(match.group()));
		spelled = replace(LETTERED, spelled, (match) -> called(match.group()));
		spelled = NEGATIVE.matcher(spelled).replaceAll("负");
		spelled = TIMES.matcher(spelled).replaceAll("到");
		spelled = replace(PRICES, spelled,
				(match) -> amount(match.group(2)) + "到" + amount(match.group(3)) + currency(match.group(1)));
		spelled = RANGE.matcher(spelled).replaceAll("$1到");
		spelled = replace(PERCENT, spelled, ChineseNumbers::percent);
		spelled = replace(PRICE, spelled,
				(match) -> amount(match.group(2)) + match.group(3) + currency(match.group(1)));
		spelled = Units.name(spelled, NumberStyle.of(Language.CHINESE))
			.replace("时速每小时", "时速")
			.replace("²", "平方")
			.replace("³", "立方");
		spelled = replace(FRACTION, spelled, (match) -> amount(match.group(2)) + "分之" + amount(match.group(1)));
		spelled = replace(BORN, spelled, (match) -> digitByDigit(match.group()));
		spelled = replace(CODE, spelled, (match) -> called(match.group()));
		spelled = COUNTED_TWO.matcher(spelled).replaceAll("两");
		return replace(PLAIN, spelled, (match) -> amount(match.group()));
	}

	private static String replace(Pattern pattern, String text, Function<MatchResult, String> spelling) {
		return pattern.matcher(text).replaceAll(spelling);
	}

	private static String date(MatchResult match) {
		return digitByDigit(match.group(1)) + "年" + amount(match.group(3)) + "月" + amount(match.group(4)) + "日";
	}

	private static String time(MatchResult match) {
		String hour = match.group(1).matches("0?2") ? "两" : amount(match.group(1));
		String seconds = (match.group(3) != null) ? below(match.group(3)) + "秒" : "";
		boolean isFull = match.group(2).equals("00") && seconds.isEmpty();
		return hour + "点" + (isFull ? "" : below(match.group(2)) + "分") + seconds;
	}

	/** Minutes and seconds: five past is 零五. */
	private static String below(String digits) {
		return (digits.startsWith("0") && !digits.equals("00") ? "零" : "") + amount(digits);
	}

	private static String percent(MatchResult match) {
		return (match.group(2).equals("‰") ? "千分之" : "百分之") + amount(match.group(1));
	}

	private static String currency(String sign) {
		return switch (sign) {
			case "$", "US$" -> "美元";
			case "HK$" -> "港元";
			case "€" -> "欧元";
			case "£" -> "英镑";
			case "₩" -> "韩元";
			default -> "元";
		};
	}

	/** On the telephone one is 幺, so that it isn't taken for seven. */
	private static String called(String number) {
		return digitByDigit(number.replaceAll("\\D", "")).replace('一', '幺');
	}

	private static String dotted(String numbers) {
		return Arrays.stream(numbers.split("\\.")).map(ChineseNumbers::digitByDigit).collect(Collectors.joining("点"));
	}

	private static String digitByDigit(String digits) {
		StringBuilder spelled = new StringBuilder();
		digits.chars().forEach((digit) -> spelled.append(DIGITS.charAt(Character.digit(digit, 10))));
		return spelled.toString();
	}

	private static String amount(String digits) {
		String[] parts = digits.replace(",", "").split("\\.", 2);
		if (parts[0].length() > 15) {
			return digitByDigit(parts[0]);
		}
		String whole = NumberWords.in(Language.CHINESE).number(new BigDecimal(parts[0])).replace('〇', '零');
		return (parts.length == 1) ? whole : whole + "点" + digitByDigit(parts[1]);
	}

}
