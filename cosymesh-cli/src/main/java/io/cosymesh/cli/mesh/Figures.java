package io.cosymesh.cli.mesh;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import io.cosymesh.cli.console.Paint;
import tools.jackson.databind.JsonNode;

/**
 * Writes numbers as the listings show them; what there is none of is a dash.
 */
final class Figures {

	static final String NONE = "-";

	private static final double ALMOST_ALL = 0.99;

	private static final double MOST = 0.9;

	private static final int KILO = 1000;

	private Figures() {
	}

	static String text(JsonNode value) {
		return (value.isString() && !value.asString().isEmpty()) || value.isNumber() ? value.asString() : NONE;
	}

	static String perSecond(JsonNode rate) {
		return rate.isNumber() ? String.format(Locale.ROOT, "%.1frps", rate.asDouble()) : NONE;
	}

	static String share(JsonNode share) {
		return share.isNumber() ? String.format(Locale.ROOT, "%.2f%%", share.asDouble() * 100) : NONE;
	}

	static String millis(JsonNode millis) {
		return millis.isNumber() ? millis(millis.asDouble()) : NONE;
	}

	static String millis(double millis) {
		if (millis >= 10 * KILO) {
			return String.format(Locale.ROOT, "%.1fs", millis / KILO);
		}
		return (millis > 0 && millis < 10) ? String.format(Locale.ROOT, "%.1fms", millis)
				: String.format(Locale.ROOT, "%.0fms", millis);
	}

	static String bytes(JsonNode bytes) {
		if (!bytes.isNumber()) {
			return NONE;
		}
		double number = bytes.asDouble();
		if (number < KILO) {
			return String.format(Locale.ROOT, "%.0fB", number);
		}
		return (number < KILO * KILO) ? String.format(Locale.ROOT, "%.1fkB", number / KILO)
				: String.format(Locale.ROOT, "%.1fMB", number / KILO / KILO);
	}

	/** Returns how long ago, or how far ahead, a moment is. */
	static String distance(JsonNode moment, Instant now) {
		try {
			Duration distance = Duration.between(now, Instant.parse(moment.asString("")));
			return distance.isNegative() ? duration(distance.negated()) + " ago" : "in " + duration(distance);
		}
		catch (DateTimeParseException ex) {
			return NONE;
		}
	}

	private static String duration(Duration duration) {
		if (duration.toDays() > 1) {
			return duration.toDays() + "d";
		}
		if (duration.toHours() > 1) {
			return duration.toHours() + "h";
		}
		return (duration.toMinutes() > 1) ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
	}

	static Paint paintOfShare(String cell) {
		if (cell.equals(NONE)) {
			return Paint.PLAIN;
		}
		double share = Double.parseDouble(cell.substring(0, cell.length() - 1)) / 100;
		return (share >= ALMOST_ALL) ? Paint.GREEN : (share >= MOST) ? Paint.YELLOW : Paint.RED;
	}

}
