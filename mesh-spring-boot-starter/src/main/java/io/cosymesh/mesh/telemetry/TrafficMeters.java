package io.cosymesh.mesh.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The meters of one key, under the names that service meshes have for them. They are
 * looked up once, not with each request.
 */
final class TrafficMeters {

	private static final double[] BUCKETS = { 1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 1_000, 2_000,
			3_000, 4_000, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000 };

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final MeterRegistry registry;

	private final Tags tags;

	private final Counter requests;

	private final DistributionSummary latencies;

	private final Map<String, Counter> successes = new ConcurrentHashMap<>();

	private final Map<String, Counter> failures = new ConcurrentHashMap<>();

	TrafficMeters(MeterRegistry registry, TrafficKey key, Workload self) {
		this.registry = registry;
		boolean inbound = key.direction() == Direction.INBOUND;
		this.tags = Tags.of("direction", key.direction().word(), "tls", key.tls(), "client_id",
				(inbound ? key.peer() : self).label(), "server_id", (inbound ? self : key.peer()).label(), "route_name",
				key.route(), "authz_name", key.rule());
		this.requests = Counter.builder("request")
			.description("Requests by edge and route, counted when it is known who asks for what")
			.tags(this.tags)
			.register(registry);
		this.latencies = DistributionSummary.builder("response.latency")
			.description("Time to the first byte of the answer")
			.baseUnit("ms")
			.tags(this.tags)
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	void requested() {
		this.requests.increment();
	}

	void responded(Finished finished) {
		if (finished.firstByteNanos() >= 0) {
			this.latencies.record(finished.firstByteNanos() / NANOS_PER_MILLI);
		}
		Map<String, Counter> byStatus = finished.isFailure() ? this.failures : this.successes;
		byStatus
			.computeIfAbsent(finished.statusLabel(),
					(status) -> responses(status, finished.isFailure() ? "failure" : "success"))
			.increment();
	}

	private Counter responses(String status, String outcome) {
		return Counter.builder("response")
			.description("Answers by edge, route and status, counted when they have ended")
			.tags(this.tags.and("status_code", status, "classification", outcome))
			.register(this.registry);
	}

}
