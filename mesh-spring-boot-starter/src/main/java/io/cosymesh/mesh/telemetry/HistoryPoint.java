package io.cosymesh.mesh.telemetry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One step of an edge.
 *
 * @param time when it began
 * @param requests how many requests ended
 * @param failures how many of them failed
 * @param denied how many were refused for who asked
 * @param p50Millis median of the time to the first byte
 * @param p95Millis its 95th percentile
 * @param p99Millis its 99th percentile
 */
public record HistoryPoint(Instant time, long requests, long failures, long denied, @Nullable Double p50Millis,
		@Nullable Double p95Millis, @Nullable Double p99Millis) {

	static HistoryPoint of(Instant time, Counts counts) {
		return new HistoryPoint(time, counts.requests(), counts.failures(), counts.denied(), counts.millisAt(50),
				counts.millisAt(95), counts.millisAt(99));
	}

}
