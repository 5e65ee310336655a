package io.cosymesh.identity.issuance;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Retry-After} header in either of its forms (RFC 9110 §10.2.3).
 */
final class RetryAfter {

	// More digits would overflow; whoever sends so many means "never".
	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

	private RetryAfter() {
	}

	static @Nullable Duration parse(String value, Instant now) {
		String text = value.strip();
		if (SECONDS.matcher(text).matches()) {
			return Duration.ofSeconds(Long.parseLong(text));
		}
		try {
			Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
