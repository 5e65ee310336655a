package io.cosymesh.cli.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations the way people write them ({@code 90s}, {@code 10m}, {@code 1h}), or in
 * ISO 8601.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

	private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h)");

	@Override
	public Duration convert(String value) {
		Matcher matcher = SHORT.matcher(value.toLowerCase(Locale.ROOT));
		if (matcher.matches()) {
			long amount = Long.parseLong(matcher.group(1));
			return switch (matcher.group(2)) {
				case "s" -> Duration.ofSeconds(amount);
				case "m" -> Duration.ofMinutes(amount);
				default -> Duration.ofHours(amount);
			};
		}
		try {
			return Duration.parse(value);
		}
		catch (DateTimeException ex) {
			throw new TypeConversionException("'%s' is not a duration such as 90s, 10m or 1h".formatted(value));
		}
	}

}
