package io.cosymesh.inference.markup;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of pauses as SSML writes them (SSML 1.1, §3.2.3).
 */
final class Lengths {

	static final Duration MEDIUM = Duration.ofMillis(400);

	private static final Pattern TIME = Pattern.compile("\\s*\\+?(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(ms|s)\\s*");

	private Lengths() {
	}

	static Duration time(String text) throws MarkupException {
		Matcher time = TIME.matcher(text);
		if (!time.matches()) {
			throw unreadable();
		}
		BigDecimal number = new BigDecimal(time.group(1));
		BigDecimal millis = time.group(2).equals("s") ? number.movePointRight(3) : number;
		return Duration.ofMillis(millis.longValue());
	}

	static Duration strength(String text) throws MarkupException {
		return switch (text.strip()) {
			case "none" -> Duration.ZERO;
			case "x-weak" -> Duration.ofMillis(100);
			case "weak" -> Duration.ofMillis(200);
			case "medium" -> MEDIUM;
			case "strong" -> Duration.ofMillis(700);
			case "x-strong" -> Duration.ofMillis(1200);
			default -> throw unreadable();
		};
	}

	static MarkupException unreadable() {
		return new MarkupException("pause-not-understood",
				"A pause is a time such as 500ms or 1.5s, or a strength: none, x-weak, weak, medium, strong, x-strong");
	}

}
