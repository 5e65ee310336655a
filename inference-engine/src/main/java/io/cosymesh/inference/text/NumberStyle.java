package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.ibm.icu.text.DecimalFormatSymbols;

/**
 * How a language writes numbers.
 *
 * @param language the language
 * @param regex matches a number without a sign
 * @param grouping what stands between thousands
 * @param decimal what stands before decimals
 */
record NumberStyle(Language language, String regex, String grouping, char decimal) {

	/**
	 * Stands before a long number that may be one to dial: round thousands and millions
	 * are amounts.
	 */
	static final String NOT_ROUND = "(?!\\d{4,6}000(?!\\d)|\\d{1,9}000000(?!\\d))";

	private static final Map<Language, NumberStyle> KNOWN = new ConcurrentHashMap<>();

	static NumberStyle of(Language language) {
		return KNOWN.computeIfAbsent(language, NumberStyle::read);
	}

	private static NumberStyle read(Language language) {
		DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(language.locale());
		char group = symbols.getGroupingSeparator();
		char decimal = symbols.getDecimalSeparator();
		String grouping = Character.isSpaceChar(group) ? "[ \\u00A0\\u202F]" : Pattern.quote(String.valueOf(group));
		String decimals = "(?:" + Pattern.quote(String.valueOf(decimal)) + "\\d+)?";
		// Programs write a point everywhere.
		String regex = "(?:[1-9]\\d{0,2}(?:%1$s\\d{3})+(?!\\d)%2$s|\\d+(?:[.%3$s]\\d+)?)".formatted(grouping, decimals,
				decimal);
		return new NumberStyle(language, regex, grouping, decimal);
	}

	BigDecimal parse(String number) {
		boolean isGrouped = number.matches("\\d{1,3}(?:" + this.grouping + "\\d{3})+(?:\\D\\d+)?");
		String plain = isGrouped ? number.replaceAll(this.grouping, "") : number;
		return new BigDecimal(plain.replace(this.decimal, '.'));
	}

	/** Writes a number so that this style reads it. */
	String write(BigDecimal number) {
		return number.toPlainString().replace('.', this.decimal);
	}

}
