package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.ibm.icu.util.Currency;

/**
 * Amounts of money with the names CLDR gives the currencies, the number still in digits:
 * $3.50 become 3 dollars 50 cents.
 */
final class Money {

	private static final Map<String, String> SIGNS = Map.ofEntries(Map.entry("$", "USD"), Map.entry("US$", "USD"),
			Map.entry("€", "EUR"), Map.entry("£", "GBP"), Map.entry("¥", "JPY"), Map.entry("￥", "JPY"),
			Map.entry("₩", "KRW"), Map.entry("₽", "RUB"), Map.entry("₹", "INR"), Map.entry("USD", "USD"),
			Map.entry("EUR", "EUR"), Map.entry("GBP", "GBP"), Map.entry("CNY", "CNY"), Map.entry("RMB", "CNY"),
			Map.entry("JPY", "JPY"), Map.entry("CHF", "CHF"));

	private static final String SIGN = "(?:US\\$|[$€£¥￥₩₽₹]|(?:USD|EUR|GBP|CNY|RMB|JPY|CHF)(?![\\p{L}]))";

	/** CLDR tells whose dollar it is; a bare sign doesn't. */
	private static final Pattern COUNTRY = Pattern.compile("US[ -]|British |Britische[sr]? | des États-Unis|"
			+ " estadounidenses?| statunitens[ei]| США|미국 |영국 |(?<=\\d)米|英国|британск\\p{L}+ | стерлингов|"
			+ "Japanese |Japanische[rn]? |일본 ");

	private static final Map<String, String> HUNDREDTHS = Map.of("en", "cents", "de", "Cent", "fr", "centimes", "es",
			"céntimos", "it", "centesimi", "ru", "центов");

	private static final String MAGNITUDE = "(?: (?:million|billion|trillion|thousand|Millionen|Milliarden|millions|"
			+ "milliards|millones|milioni|miliardi|миллион\\p{L}*|миллиард\\p{L}*))?";

	private Money() {
	}

	static String name(String text, NumberStyle style) {
		String amount = "(" + style.regex() + ")(" + MAGNITUDE + ")";
		String before = Pattern.compile("(?<![\\p{IsLatin}\\p{IsCyrillic}\\d.,])(" + SIGN + ") ?" + amount)
			.matcher(signLast(text, style))
			.replaceAll((found) -> amount(found, 1, 2, style));
		return Pattern.compile("(?<![\\p{IsLatin}\\p{IsCyrillic}\\d.,])" + amount + "[ \\u00A0\\u202F]?(" + SIGN + ")")
			.matcher(before)
			.replaceAll((found) -> amount(found, 3, 1, style));
	}

	/** $5-10 are 5 to 10 dollars. */
	private static String signLast(String text, NumberStyle style) {
		return text.replaceAll("(" + SIGN + ") ?(" + style.regex() + ") ?- ?(" + style.regex() + ")(?![-\\d])",
				"$2-$3 $1");
	}

	private static String amount(MatchResult found, int sign, int number, NumberStyle style) {
		BigDecimal value = style.parse(found.group(number));
		String symbol = found.group(sign);
		String magnitude = found.group(number + 1);
		Currency currency = Currency.getInstance(code(symbol, style.language()));
		boolean isCode = symbol.length() == 3 && !symbol.endsWith("$");
		if (!magnitude.isEmpty()) {
			String named = named(BigDecimal.valueOf(1_000_000), currency, style, isCode);
			return style.write(value) + magnitude + named.replaceFirst("^[\\d.,\\p{Z}]+", " ");
		}
		String hundredths = HUNDREDTHS.get(style.language().locale().getLanguage());
		if (hundredths == null || value.scale() != 2) {
			return named(value, currency, style, isCode);
		}
		return inHundredths(value, currency, style, isCode);
	}

	private static String inHundredths(BigDecimal value, Currency currency, NumberStyle style, boolean isCode) {
		String language = style.language().locale().getLanguage();
		BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
		int hundredths = value.subtract(whole).movePointRight(2).intValueExact();
		boolean isPounds = currency.getCurrencyCode().equals("GBP");
		String name = isPounds ? "pence" : Objects.requireNonNull(HUNDREDTHS.get(language));
		if (hundredths == 0) {
			return named(whole, currency, style, isCode);
		}
		if (whole.signum() == 0 && (!isPounds || language.equals("en"))) {
			return hundredths + " " + name;
		}
		String large = named(whole, currency, style, isCode);
		return switch (language) {
			case "en" -> large + " " + hundredths + " " + name;
			case "es" -> large + " con " + hundredths;
			case "it" -> large + " e " + hundredths;
			default -> large + " " + hundredths;
		};
	}

	private static String code(String sign, Language language) {
		boolean isYuan = (sign.equals("¥") || sign.equals("￥")) && language.isHanScript()
				&& language != Language.JAPANESE;
		return isYuan ? "CNY" : Objects.requireNonNull(SIGNS.get(sign));
	}

	private static String named(BigDecimal number, Currency currency, NumberStyle style, boolean isCode) {
		String named = Units.measure(number, currency, style.language());
		return isCode ? named : COUNTRY.matcher(named).replaceAll("");
	}

}
