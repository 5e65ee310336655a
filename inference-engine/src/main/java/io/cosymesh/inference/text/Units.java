package io.cosymesh.inference.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.number.Precision;
import com.ibm.icu.util.MeasureUnit;

/**
 * Measures with the names CLDR gives the units, the number still in digits: 5 km/h become
 * 5 kilometers per hour. Which sign stands for which unit is in {@code units.properties}.
 */
final class Units {

	private static final Map<String, MeasureUnit> UNITS = read();

	private static final String SYMBOLS = UNITS.keySet()
		.stream()
		.sorted(Comparator.comparingInt(String::length).reversed())
		.map(Pattern::quote)
		.collect(Collectors.joining("|"));

	private static final Map<Language, Pattern> PATTERNS = new ConcurrentHashMap<>();

	/** As many as there are languages, units and numbers of decimals. */
	private static final Map<Format, LocalizedNumberFormatter> FORMATS = new ConcurrentHashMap<>();

	private Units() {
	}

	static String name(String text, NumberStyle style) {
		return PATTERNS.computeIfAbsent(style.language(), (language) -> pattern(style))
			.matcher(text)
			.replaceAll((found) -> measure(style.parse(found.group(1)),
					Objects.requireNonNull(UNITS.get(found.group(2))), style.language()));
	}

	private static Pattern pattern(NumberStyle style) {
		return Pattern.compile(
				"(?<![\\p{IsLatin}\\p{IsCyrillic}\\d.,])(%s)[ \\u00A0\\u202F]?(%s)(?![\\p{IsLatin}\\p{IsCyrillic}\\d²³])"
					.formatted(style.regex(), SYMBOLS));
	}

	/** Names a measure or an amount of money, the number in digits. */
	static String measure(BigDecimal number, MeasureUnit unit, Language language) {
		// CLDR names the sign by itself here.
		boolean hasNoName = unit.equals(MeasureUnit.PERCENT) && language == Language.KOREAN;
		if (hasNoName) {
			return number.toPlainString() + "퍼센트";
		}
		return FORMATS.computeIfAbsent(new Format(language, unit, Math.clamp(number.scale(), 0, 12)), Format::make)
			.format(number)
			.toString();
	}

	private static Map<String, MeasureUnit> read() {
		Properties lines = new Properties();
		try (InputStream resource = Objects.requireNonNull(Units.class.getResourceAsStream("units.properties"));
				InputStreamReader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
			lines.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<String, MeasureUnit> units = new HashMap<>();
		for (String identifier : lines.stringPropertyNames()) {
			for (String symbol : lines.getProperty(identifier).split(" ", -1)) {
				units.put(symbol, MeasureUnit.forIdentifier(identifier));
			}
		}
		return units;
	}

	private record Format(Language language, MeasureUnit unit, int decimals) {

		LocalizedNumberFormatter make() {
			return NumberFormatter.withLocale(this.language.locale())
				.unit(this.unit)
				.unitWidth(UnitWidth.FULL_NAME)
				.precision(Precision.fixedFraction(this.decimals));
		}

	}

}
