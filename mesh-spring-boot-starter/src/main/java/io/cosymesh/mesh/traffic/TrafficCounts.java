package io.cosymesh.mesh.traffic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happened in the traffic to one peer.
 */
final class TrafficCounts {

	private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

	TrafficCounts() {
		for (Event event : Event.values()) {
			this.counts.put(event, new LongAdder());
		}
	}

	void count(Event event) {
		of(event).increment();
	}

	double sum(Event event) {
		return of(event).sum();
	}

	@SuppressWarnings("NullAway")
	private LongAdder of(Event event) {
		return this.counts.get(event);
	}

	/**
	 * What is counted.
	 */
	enum Event {

		/** An attempt after the first. */
		RETRY,

		/** A retry that was answered. */
		RETRY_SUCCESS,

		/** Not tried again, since it was often enough. */
		RETRY_LIMIT_EXCEEDED,

		/** Not tried again, since the budget is spent. */
		RETRY_OVERFLOW,

		/** Nobody to send to. */
		NO_ENDPOINT,

		/** An address is left alone. */
		BREAKER_OPEN,

		/** An address is tried. */
		BREAKER_HALF_OPEN,

		/** An address is back. */
		BREAKER_CLOSED,

		/** No connection in time. */
		TIMEOUT_CONNECT,

		/** No answer in time. */
		TIMEOUT_FIRST_BYTE,

		/** A pause too long. */
		TIMEOUT_IDLE,

		/** The call took too long. */
		TIMEOUT_TOTAL,

		/** The caller's time was up. */
		TIMEOUT_DEADLINE;

		String tail(String prefix) {
			return name().substring(prefix.length()).toLowerCase(Locale.ROOT);
		}

	}

}
