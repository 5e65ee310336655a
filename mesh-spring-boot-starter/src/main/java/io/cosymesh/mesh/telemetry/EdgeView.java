package io.cosymesh.mesh.telemetry;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.telemetry.Connections.Open;
import io.cosymesh.mesh.telemetry.TrafficKey.Edge;
import io.cosymesh.mesh.tls.NegotiatedTls;

/**
 * What went over an edge lately, as one of its ends saw it.
 *
 * @param source who called
 * @param destination who was called
 * @param direction which end saw it: {@code inbound} is the destination
 * @param secured what its connections agreed on, {@code null} in plaintext or before one
 * @param connections how many are open
 * @param requests how many requests ended
 * @param requestsPerSecond the same by time
 * @param success part that didn't fail, {@code null} if nothing ended
 * @param p50Millis median of the time to the first byte
 * @param p95Millis its 95th percentile
 * @param p99Millis its 99th percentile
 * @param denied how many were refused for who asked
 * @param failures how many failed
 * @param unanswered how many of them got no answer at all
 * @param lastSeen when the last one ended
 */
public record EdgeView(Workload source, Workload destination, Direction direction, @Nullable NegotiatedTls secured,
		int connections, long requests, double requestsPerSecond, @Nullable Double success, @Nullable Double p50Millis,
		@Nullable Double p95Millis, @Nullable Double p99Millis, long denied, long failures, long unanswered,
		@Nullable Instant lastSeen) {

	static EdgeView of(Workload self, Edge edge, Counts counts, Traffic.Span span, Open open, long lastSeen) {
		boolean inbound = edge.direction() == Direction.INBOUND;
		return new EdgeView(inbound ? edge.peer() : self, inbound ? self : edge.peer(), edge.direction(),
				open.secured(), open.number(), counts.requests(), span.perSecond(counts.requests()), counts.success(),
				counts.millisAt(50), counts.millisAt(95), counts.millisAt(99), counts.denied(), counts.failures(),
				counts.unanswered(), (lastSeen > 0) ? Instant.ofEpochMilli(lastSeen) : null);
	}

}
