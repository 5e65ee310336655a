package io.cosymesh.mesh.traffic;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.cosymesh.mesh.traffic.TrafficCounts.Event;

/**
 * Publishes how the traffic to each peer fares, under the names that service meshes have
 * for it.
 */
final class TrafficMetrics implements MeterBinder {

	private static final Map<Event, String> RETRIES = Map.of(Event.RETRY, "outbound.http.retry.requests",
			Event.RETRY_SUCCESS, "outbound.http.retry.successes", Event.RETRY_LIMIT_EXCEEDED,
			"outbound.http.retry.limit.exceeded", Event.RETRY_OVERFLOW, "outbound.http.retry.overflow",
			Event.NO_ENDPOINT, "outbound.http.balancer.unavailable");

	private final PeerTraffics traffics;

	TrafficMetrics(PeerTraffics traffics) {
		this.traffics = traffics;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.traffics.lanes().forEach((lane) -> bind(lane, registry));
	}

	private static void bind(Lane lane, MeterRegistry registry) {
		Tags peer = Tags.of("peer", lane.peer());
		for (EndpointState state : EndpointState.values()) {
			Gauge.builder("outbound.http.balancer.endpoints", lane.endpoints(), (all) -> number(all, state))
				.description("Addresses of the peer by what they are good for")
				.tags(peer.and("endpoint.state", state.name().toLowerCase(Locale.ROOT)))
				.register(registry);
		}
		RETRIES.forEach((event, name) -> count(lane, event, name, peer, registry));
		Stream.of(Event.values()).forEach((event) -> {
			if (event.name().startsWith("BREAKER_")) {
				count(lane, event, "outbound.http.breaker.transitions", peer.and("to", event.tail("BREAKER_")),
						registry);
			}
			else if (event.name().startsWith("TIMEOUT_")) {
				count(lane, event, "outbound.http.timeouts", peer.and("kind", event.tail("TIMEOUT_")), registry);
			}
		});
	}

	private static void count(Lane lane, Event event, String name, Tags tags, MeterRegistry registry) {
		FunctionCounter.builder(name, lane.counts(), (counts) -> counts.sum(event)).tags(tags).register(registry);
	}

	private static double number(Endpoints endpoints, EndpointState state) {
		return (state == EndpointState.DRAINING) ? endpoints.draining().size()
				: endpoints.known().stream().filter((endpoint) -> endpoint.breaker().state() == state).count();
	}

}
