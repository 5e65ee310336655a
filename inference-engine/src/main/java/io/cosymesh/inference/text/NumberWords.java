package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.RuleBasedNumberFormat;

/**
 * Numbers in the words of a language, by CLDR's rules.
 */
final class NumberWords {

	private static final Map<Language, NumberWords> KNOWN = new ConcurrentHashMap<>();

	/** Longer ones are said digit by digit. */
	private static final int MOST_DIGITS = 15;

	private static final List<String> COUNTING = List.of("%spellout-cardinal-masculine", "%spellout-cardinal-neuter",
			"%spellout-cardinal", "%spellout-numbering");

	private static final List<String> ORDINAL = List.of("%spellout-ordinal-native-count", "%spellout-ordinal",
			"%spellout-ordinal-masculine");

	private final Language language;

	private final RuleBasedNumberFormat format;

	private final String counting;

	private final String ordinal;

	private NumberWords(Language language) {
		this.language = language;
		this.format = new RuleBasedNumberFormat(language.locale(), RuleBasedNumberFormat.SPELLOUT);
		this.counting = first(COUNTING);
		this.ordinal = first(ORDINAL);
	}

	static NumberWords in(Language language) {
		return KNOWN.computeIfAbsent(language, NumberWords::new);
	}

	/**
	 * Says a number of any size; decimals as CLDR has them, in English digit by digit.
	 */
	String number(BigDecimal number) {
		if (number.precision() - number.scale() > MOST_DIGITS) {
			return digits(number.toBigInteger().toString());
		}
		boolean isWhole = number.stripTrailingZeros().scale() <= 0 && number.scale() <= 0;
		if (isWhole) {
			return say(number.longValueExact(), this.format.getDefaultRuleSetName());
		}
		return switch (this.language) {
			case ENGLISH, BRITISH_ENGLISH -> pointed(number);
			default -> clean(copy().format(number.doubleValue()));
		};
	}

	/** Says how many of something there are. */
	String counting(long number) {
		return say(number, this.counting);
	}

	String ordinal(long number) {
		return say(number, this.ordinal);
	}

	/** Says a number by one of CLDR's rules, or as usual where the language lacks it. */
	String say(long number, String rule) {
		return clean(hasRule(rule) ? copy().format(number, rule) : copy().format(number));
	}

	String digits(String digits) {
		return digits.chars()
			.filter(Character::isDigit)
			.mapToObj((digit) -> say(digit - '0', this.format.getDefaultRuleSetName()))
			.collect(Collectors.joining(" "));
	}

	private String pointed(BigDecimal number) {
		String[] parts = number.toPlainString().split("\\.", 2);
		return number(new BigDecimal(parts[0])) + " point " + digits(parts[1]);
	}

	private String first(List<String> wanted) {
		return wanted.stream().filter(this::hasRule).findFirst().orElseGet(this.format::getDefaultRuleSetName);
	}

	private boolean hasRule(String rule) {
		return Stream.of(this.format.getRuleSetNames()).anyMatch(rule::equals);
	}

	/** Formats aren't thread-safe. */
	private RuleBasedNumberFormat copy() {
		return this.format.clone();
	}

	/** CLDR marks where long words may be broken. */
	private static String clean(String words) {
		return words.replace("\u00AD", "");
	}

}
