package io.cosymesh.inference.markup;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of SSML's {@code <prosody>} (SSML 1.1, §3.2.4) as far as they are
 * relative: words, percentages, semitones and decibels.
 */
final class Prosody {

	private static final Map<String, Double> RATES = Map.of("x-slow", 0.6, "slow", 0.8, "medium", 1.0, "default", 1.0,
			"fast", 1.25, "x-fast", 1.6);

	private static final Map<String, Double> SEMITONES = Map.of("x-low", -6.0, "low", -3.0, "medium", 0.0, "default",
			0.0, "high", 3.0, "x-high", 6.0);

	private static final Map<String, Double> RANGES = Map.of("x-low", 0.3, "low", 0.6, "medium", 1.0, "default", 1.0,
			"high", 1.4, "x-high", 1.9);

	private static final Map<String, Double> DECIBELS = Map.of("x-soft", -12.0, "soft", -6.0, "medium", 0.0, "default",
			0.0, "loud", 4.0, "x-loud", 8.0);

	private static final Pattern NUMBER = Pattern.compile("([+-]?)(\\d{1,4}(?:\\.\\d{1,3})?)(%|st|dB)?");

	private Prosody() {
	}

	/** Returns what one attribute asks for. */
	static Delivery of(String attribute, String value) throws MarkupException {
		String text = value.strip();
		return switch (attribute) {
			case "rate" -> new Delivery(RATES.containsKey(text) ? RATES.get(text) : rate(text), 0, 1, 0, false);
			case "pitch" ->
				new Delivery(1, SEMITONES.containsKey(text) ? SEMITONES.get(text) : semitones(text), 1, 0, false);
			case "range" ->
				new Delivery(1, 0, RANGES.containsKey(text) ? RANGES.get(text) : change("range", text, "%"), 0, false);
			case "volume" ->
				new Delivery(1, 0, 1, DECIBELS.containsKey(text) ? DECIBELS.get(text) : decibels(text), false);
			default ->
				throw new MarkupException("ssml-not-supported", "<prosody> takes rate, pitch, range and volume here");
		};
	}

	/** A rate is a percentage of the usual, or a factor; with a sign, a change of it. */
	private static double rate(String text) throws MarkupException {
		Matcher number = number("rate", text, "%", null);
		double value = Double.parseDouble(number.group(2)) / ((number.group(3) != null) ? 100 : 1);
		return switch (number.group(1)) {
			case "+" -> 1 + value;
			case "-" -> 1 - value;
			default -> value;
		};
	}

	private static double semitones(String text) throws MarkupException {
		if (text.endsWith("%")) {
			return 12 * Math.log(Math.max(0.01, change("pitch", text, "%"))) / Math.log(2);
		}
		Matcher number = number("pitch", text, "st", "st");
		return signed(number);
	}

	private static double decibels(String text) throws MarkupException {
		return signed(number("volume", text, "dB", "dB"));
	}

	private static double change(String attribute, String text, String unit) throws MarkupException {
		return 1 + signed(number(attribute, text, unit, unit)) / 100;
	}

	private static double signed(Matcher number) {
		double value = Double.parseDouble(number.group(2));
		return number.group(1).equals("-") ? -value : value;
	}

	private static Matcher number(String attribute, String text, String unit, @Nullable String required)
			throws MarkupException {
		Matcher number = NUMBER.matcher(text);
		boolean fits = number.matches()
				&& ((number.group(3) == null) ? required == null : number.group(3).equals(unit));
		if (!fits) {
			throw new MarkupException("prosody-not-understood", switch (attribute) {
				case "rate" -> "A rate is x-slow, slow, medium, fast, x-fast, a factor such as 1.2 or a percentage";
				case "pitch" -> "A pitch is x-low, low, medium, high, x-high, or a change such as +2st or -10%";
				case "range" -> "A range is x-low, low, medium, high, x-high, or a change such as +20%";
				default -> "A volume is x-soft, soft, medium, loud, x-loud, or a change such as -6dB";
			});
		}
		return number;
	}

}
