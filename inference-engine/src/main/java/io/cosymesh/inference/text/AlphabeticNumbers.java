package io.cosymesh.inference.text;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spells out what stands in digits in the European languages that CosyVoice speaks, step
 * by step from what is most particular to plain numbers.
 */
final class AlphabeticNumbers {

	/** In the others espeak-ng's own rules do. */
	private static final Set<Language> LANGUAGES = EnumSet.of(Language.ENGLISH, Language.BRITISH_ENGLISH,
			Language.GERMAN, Language.FRENCH, Language.SPANISH, Language.LATIN_AMERICAN_SPANISH, Language.ITALIAN,
			Language.RUSSIAN);

	/** What stands for the dash between two numbers. */
	private static final Map<String, String> TO = Map.of("en", "to", "de", "bis", "fr", "à", "es", "a", "it", "a", "ru",
			"до");

	/** In versions and addresses. */
	private static final Map<String, String> POINT = Map.of("en", "point", "de", "Punkt", "fr", "point", "es", "punto",
			"it", "punto", "ru", "точка");

	private static final Map<String, String> MINUS = Map.of("en", "minus", "de", "minus", "fr", "moins", "es", "menos",
			"it", "meno", "ru", "минус");

	private static final Pattern PHONE = Pattern
		.compile("(?<![\\d\\p{L}.,])(\\+?)(\\d{1,5}(?:-\\d{1,7}){3,5}|(?:\\d{1,3}[ -])?(?:\\(\\d{2,5}\\)[ -]?)?\\d{2,5}"
				+ "(?:[ -]\\d{2,5}){1,5}|" + NumberStyle.NOT_ROUND + "\\d{7,15}|0\\d{5,14})(?![\\d\\p{L}]|[.,]\\d)");

	private static final Pattern TIMES = Pattern.compile("(?<=\\d[:h]\\d\\d) ?- ?(?=\\d{1,2}[:h]\\d\\d(?!\\d))");

	private static final Pattern ZERO_FIRST = Pattern
		.compile("(?<![\\d.,\\p{L}]|\\d[ \\u00A0\\u202F])0\\d+(?!\\d|[.,]\\d)");

	private static final Pattern DOTTED = Pattern.compile("(?<![\\d.])\\d+(?:\\.\\d+){2,}(?![\\d.])");

	private static final Pattern NEGATIVE = Pattern.compile("(?<![\\d\\p{L}])[-−](?=\\d)");

	private static final Pattern YEAR = Pattern.compile("(?<![\\d.,\\p{L}])(1[1-9]\\d\\d|20[0-9]{2})(?![\\d]|[.,]\\d)");

	private static final Pattern DECADE = Pattern.compile("(?<![\\d\\p{L}])(1[1-9]|20)(\\d)0'?s(?!\\p{L})");

	private static final Pattern ONE = Pattern.compile("(?<![\\d.,\\p{L}])1(?= \\p{L})");

	/** CLDR keeps a unit with its number by them. */
	private static final Pattern UNBREAKABLE_SPACE = Pattern.compile("[\\u00A0\\u202F]");

	private static final int FEWEST_PHONE_DIGITS = 7;

	private final NumberStyle style;

	private final NumberWords words;

	private final String tag;

	private AlphabeticNumbers(Language language) {
		this.style = NumberStyle.of(language);
		this.words = NumberWords.in(language);
		this.tag = language.locale().getLanguage();
	}

	static String spellOut(String text, Language language) {
		boolean hasDigits = text.chars().anyMatch(Character::isDigit);
		return (hasDigits && LANGUAGES.contains(language)) ? new AlphabeticNumbers(language).spellOut(text) : text;
	}

	private String spellOut(String text) {
		String spelled = text.replaceAll("(?<=\\d)[‐‑–—](?=\\d)", "-");
		if (this.tag.equals("en")) {
			spelled = replace(DECADE, spelled, this::decade);
		}
		spelled = WrittenDates.spellOut(spelled, this.style.language());
		spelled = TIMES.matcher(spelled).replaceAll(" " + TO.get(this.tag) + " ");
		spelled = ClockTimes.spellOut(spelled, this.style.language());
		spelled = replace(DOTTED, spelled, (found) -> found.group().replace(".", " " + POINT.get(this.tag) + " "));
		spelled = Money.name(spelled, this.style);
		spelled = Units.name(spelled, this.style);
		spelled = replace(PHONE, spelled, this::phone);
		spelled = Fractions.spellOut(spelled, this.style.language());
		spelled = Ordinals.spellOut(spelled, this.style.language());
		spelled = range().matcher(spelled).replaceAll("$1 " + TO.get(this.tag) + " ");
		spelled = NEGATIVE.matcher(spelled).replaceAll(MINUS.get(this.tag) + " ");
		spelled = replace(ZERO_FIRST, spelled, (found) -> this.words.digits(found.group()));
		spelled = replace(YEAR, spelled, (found) -> year(found.group()));
		spelled = replace(ONE, spelled, (found) -> this.words.counting(1));
		spelled = replace(Pattern.compile(this.style.regex()), apart(spelled), this::number);
		return UNBREAKABLE_SPACE.matcher(spelled).replaceAll(" ");
	}

	private static String replace(Pattern pattern, String text, Function<MatchResult, String> spelling) {
		return pattern.matcher(text).replaceAll(spelling);
	}

	/** 555-0199 is a number to call, 10-12 are two numbers. */
	private String phone(MatchResult found) {
		long digits = found.group(2).chars().filter(Character::isDigit).count();
		boolean isGrouped = found.group().matches("\\d{1,3}(?: \\d{3})+") && this.style.grouping().startsWith("[ ");
		boolean areYears = found.group().matches("(?:1\\d|20)\\d\\d-(?:1\\d|20)\\d\\d");
		if (digits < FEWEST_PHONE_DIGITS || isGrouped || areYears) {
			return found.group();
		}
		String plus = found.group(1).isEmpty() ? "" : "plus ";
		return plus + Stream.of(found.group(2).split("\\D+", -1))
			.filter((part) -> !part.isEmpty())
			.map(this.words::digits)
			.collect(Collectors.joining(", "));
	}

	private Pattern range() {
		return Pattern.compile("(?<![\\d\\p{L}-])(" + this.style.regex() + ") ?- ?(?=\\d)(?!\\d+-)");
	}

	private String year(String digits) {
		return this.tag.equals("ru") ? this.words.number(new BigDecimal(digits))
				: this.words.say(Long.parseLong(digits), this.tag.equals("fr") ? "" : "%spellout-numbering-year");
	}

	/** The 1980s are the nineteen eighties. */
	private String decade(MatchResult found) {
		String year = year(found.group(1) + found.group(2) + "0");
		return year.endsWith("y") ? year.substring(0, year.length() - 1) + "ies" : year + "s";
	}

	private String number(MatchResult found) {
		return this.words.number(this.style.parse(found.group()));
	}

	/** A number that touches letters is a word of its own: MP3, 4K. */
	private static String apart(String text) {
		return text.replaceAll("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})", " ");
	}

}
