package io.cosymesh.mesh.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went over a route of an edge lately.
 *
 * @param service who tells
 * @param instance which of its processes
 * @param direction which way the requests went
 * @param peer who was at the other end
 * @param route method and template of the path
 * @param rule the rule that decided, {@code -} if none did
 * @param requests how many ended
 * @param requestsPerSecond the same by time
 * @param success part that didn't fail
 * @param p50Millis median of the time to the first byte
 * @param p95Millis its 95th percentile
 * @param p99Millis its 99th percentile
 * @param denied how many were refused for who asked
 * @param failures how many failed
 * @param retries how often one was tried again, for calls alone
 * @param timeouts how many took too long, for calls alone
 */
public record RouteView(String service, String instance, Direction direction, Workload peer, String route, String rule,
		long requests, double requestsPerSecond, @Nullable Double success, @Nullable Double p50Millis,
		@Nullable Double p95Millis, @Nullable Double p99Millis, long denied, long failures,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retries,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long timeouts) {

	static RouteView of(String service, String instance, TrafficKey key, Counts counts, Traffic.Span span) {
		boolean calls = key.direction() == Direction.OUTBOUND;
		return new RouteView(service, instance, key.direction(), key.peer(), key.route(), key.rule(), counts.requests(),
				span.perSecond(counts.requests()), counts.success(), counts.millisAt(50), counts.millisAt(95),
				counts.millisAt(99), counts.denied(), counts.failures(), calls ? (Long) counts.retries() : null,
				calls ? (Long) counts.timeouts() : null);
	}

}
