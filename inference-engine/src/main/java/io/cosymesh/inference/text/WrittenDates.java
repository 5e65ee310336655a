package io.cosymesh.inference.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.ibm.icu.text.DateFormatSymbols;

/**
 * Dates in figures or with the month's name, in the words of a European language.
 */
final class WrittenDates {

	private static final Pattern ISO = Pattern.compile("(?<![\\d-])(\\d{4})-(\\d{1,2})-(\\d{1,2})(?![\\d-])");

	private static final Pattern DOTTED = Pattern.compile("(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?![\\d])");

	private static final Pattern SLASHED = Pattern.compile("(?<![\\d/])(\\d{1,2})/(\\d{1,2})/(\\d{4})(?![\\d/])");

	private final Language language;

	private final NumberWords words;

	private final String tag;

	private WrittenDates(Language language) {
		this.language = language;
		this.words = NumberWords.in(language);
		this.tag = language.locale().getLanguage();
	}

	static String spellOut(String text, Language language) {
		return new WrittenDates(language).spellOut(text);
	}

	private String spellOut(String text) {
		String spelled = replace(ISO, text, (date) -> date(date, 1, 2, 3));
		spelled = replace(DOTTED, spelled, (date) -> date(date, 3, 2, 1));
		boolean monthFirst = this.language == Language.ENGLISH;
		spelled = replace(SLASHED, spelled, (date) -> {
			boolean swapped = monthFirst && Integer.parseInt(date.group(1)) <= 12;
			return swapped ? date(date, 3, 1, 2) : date(date, 3, 2, 1);
		});
		return named(spelled);
	}

	private static String replace(Pattern pattern, String text, Function<MatchResult, String> spelling) {
		return pattern.matcher(text).replaceAll(spelling);
	}

	private String date(MatchResult found, int year, int month, int day) {
		try {
			LocalDate date = LocalDate.of(Integer.parseInt(found.group(year)), Integer.parseInt(found.group(month)),
					Integer.parseInt(found.group(day)));
			String name = date.getMonth().getDisplayName(TextStyle.FULL, this.language.locale());
			int number = date.getDayOfMonth();
			return switch (this.tag) {
				case "en" -> "%s %d, %d".formatted(name, number, date.getYear());
				case "de" -> "%d. %s %d".formatted(number, name, date.getYear());
				case "es" -> "%d de %s de %d".formatted(number, name, date.getYear());
				case "ru" -> "%d %s %d года".formatted(number, name, date.getYear());
				default -> "%d %s %d".formatted(number, name, date.getYear());
			};
		}
		catch (DateTimeException ex) {
			return found.group();
		}
	}

	/** The day before or after the name of a month, and the year of such a date. */
	private String named(String text) {
		String month = "(" + Arrays.stream(new DateFormatSymbols(this.language.locale()).getMonths())
			.map(Pattern::quote)
			.collect(Collectors.joining("|")) + ")";
		String day = "(?<![\\d.,])([12]?\\d|3[01])";
		return switch (this.tag) {
			case "en" -> replace(Pattern.compile(day + "(?:st|nd|rd|th)? (?:of )?" + month + "(?!\\p{L})"),
					replace(Pattern.compile(month + " ([12]?\\d|3[01])(?:st|nd|rd|th)?(?![\\d:])"), text,
							(found) -> found.group(1) + " " + ordinal(found.group(2), "%spellout-ordinal")),
					(found) -> ordinal(found.group(1), "%spellout-ordinal") + " of " + found.group(2));
			case "de" ->
				replace(Pattern.compile("(?i:(?<before>am|vom|dem|zum|bis|den|beim|der) )?" + day + "\\. ?" + month),
						text, this::germanDay);
			case "ru" -> replace(Pattern.compile("(?<!\\d)(\\d{4}) (?:г\\.|года?)(?!\\p{L})"),
					replace(Pattern.compile(day + " " + month, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), text,
							(found) -> ordinal(found.group(1), "%spellout-ordinal-neuter-genitive") + " "
									+ found.group(2)),
					(found) -> ordinal(found.group(1), "%spellout-numbering-year") + " года");
			default -> replace(Pattern.compile("(?<![\\d.,])1(?:er|º|°)?(?= (?:de )?" + month + "(?!\\p{L}))"), text,
					(found) -> this.tag.equals("es") ? this.words.counting(1)
							: ordinal("1", "%spellout-ordinal-masculine"));
		};
	}

	private String germanDay(MatchResult found) {
		String before = found.group(1);
		boolean isNamed = "der".equalsIgnoreCase(before);
		String weak = isNamed ? "%spellout-ordinal" : "%spellout-ordinal-n";
		String rule = (before != null) ? weak : "%spellout-ordinal-r";
		return ((before != null) ? before + " " : "") + ordinal(found.group(2), rule) + " " + found.group(3);
	}

	private String ordinal(String number, String rule) {
		return this.words.say(Long.parseLong(number), rule).toLowerCase(Locale.ROOT);
	}

}
