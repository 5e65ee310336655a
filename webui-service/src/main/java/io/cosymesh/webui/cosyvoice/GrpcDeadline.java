package io.cosymesh.webui.cosyvoice;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How long a caller waits, as gRPC says it.
 */
final class GrpcDeadline {

	static final String HEADER = "grpc-timeout";

	/** Nobody waits longer, and clocks count no further. */
	private static final Duration LONGEST = Duration.ofDays(1);

	private static final Pattern VALUE = Pattern.compile("(\\d{1,8})([HMSmun])");

	private GrpcDeadline() {
	}

	static Optional<Duration> parse(@Nullable String header) {
		Matcher value = VALUE.matcher((header != null) ? header : "");
		if (!value.matches()) {
			return Optional.empty();
		}
		long amount = Long.parseLong(value.group(1));
		Duration wait = switch (value.group(2)) {
			case "H" -> Duration.ofHours(amount);
			case "M" -> Duration.ofMinutes(amount);
			case "S" -> Duration.ofSeconds(amount);
			case "m" -> Duration.ofMillis(amount);
			case "u" -> Duration.ofNanos(amount * 1_000);
			default -> Duration.ofNanos(amount);
		};
		return Optional.of((wait.compareTo(LONGEST) < 0) ? wait : LONGEST);
	}

}
