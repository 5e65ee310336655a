package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * When nobody will be interested in a result any more. It travels as what is left of it,
 * so that the clocks of two machines need not agree.
 *
 * @param nanos the moment in {@link TrafficTime}
 */
record Deadline(long nanos) {

	/** Milliseconds left when the request was sent. */
	static final String HEADER = "X-Request-Deadline-Ms";

	private static final Pattern MILLIS = Pattern.compile("\\d{1,12}");

	static Deadline in(Duration left, TrafficTime time) {
		return new Deadline(time.nanos() + left.toNanos());
	}

	/**
	 * Reads what is left from a request.
	 * @param header value of the header, if any
	 * @return the deadline, empty if there is none or it is no number
	 */
	static Optional<Deadline> parse(@Nullable String header, TrafficTime time) {
		return (header != null && MILLIS.matcher(header).matches())
				? Optional.of(in(Duration.ofMillis(Long.parseLong(header)), time)) : Optional.empty();
	}

	static Optional<Deadline> of(ContextView context) {
		return context.getOrEmpty(Deadline.class);
	}

	static @Nullable Deadline earlier(@Nullable Deadline one, @Nullable Deadline other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.nanos - other.nanos <= 0) ? one : other;
	}

	Duration left(TrafficTime time) {
		return Duration.ofNanos(this.nanos - time.nanos());
	}

	// What is shorter than the unit on the wire isn't worth a request.
	boolean isOver(TrafficTime time) {
		return left(time).toMillis() < 1;
	}

	Context bindTo(Context context) {
		return context.put(Deadline.class, this);
	}

}
