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

	private static final Pattern VALUE = Pattern.compile("(\\d{1,8})([HMSmun])");

	private GrpcDeadline() {
	}

	static Optional<Duration> parse(@Nullable String header) {
		Matcher value = VALUE.matcher((header != null) ? header : "");
		if (!value.matches()) {
			return Optional.empty();
		}
		long amount = Long.parseLong(value.group(1));
		return Optional.of(switch (value.group(2)) {
			case "H" -> Duration.ofHours(amount);
			case "M" -> Duration.ofMinutes(amount);
			case "S" -> Duration.ofSeconds(amount);
			case "m" -> Duration.ofMillis(amount);
			case "u" -> Duration.ofNanos(amount * 1_000);
			default -> Duration.ofNanos(amount);
		});
	}

}
