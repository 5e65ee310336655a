package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;

import io.cosymesh.mesh.traffic.TrafficCounts.Event;

/**
 * The traffic to all peers.
 */
public final class PeerTraffics {

	private final AddressLookup lookup;

	private final DnsProperties dns;

	private final TrafficTime time;

	private final RandomGenerator random;

	private final List<Lane> lanes = new CopyOnWriteArrayList<>();

	PeerTraffics(AddressLookup lookup, DnsProperties dns, TrafficTime time, RandomGenerator random) {
		this.lookup = lookup;
		this.dns = dns;
		this.time = time;
		this.random = random;
	}

	/**
	 * Opens the way to a peer.
	 * @param settings how its calls are to be treated
	 * @return the filter that all its calls go through
	 */
	public PeerTraffic to(TrafficSettings settings) {
		TrafficCounts counts = new TrafficCounts();
		Endpoints endpoints = new Endpoints(settings.peer(), settings.names(), this.lookup,
				(address) -> endpoint(address, settings.breaker(), counts), this.dns, this.time);
		Lane lane = new Lane(settings.peer(), settings.url().getRawAuthority(), endpoints,
				new EndpointChoice(this.random), settings.limits(), settings.retryPolicy(),
				new RetryBudget(settings.retries().budget(), this.time), counts, this.time, this.random);
		this.lanes.add(lane);
		return new PeerTraffic(lane);
	}

	Collection<Lane> lanes() {
		return List.copyOf(this.lanes);
	}

	private Endpoint endpoint(InetSocketAddress address, BreakerProperties breaker, TrafficCounts counts) {
		return new Endpoint(address,
				new Breaker(address.toString(), breaker, this.time, this.random, (state) -> counts.count(event(state))),
				new PeakEwma(this.time));
	}

	private static Event event(State state) {
		return switch (state) {
			case HALF_OPEN -> Event.BREAKER_HALF_OPEN;
			case CLOSED, DISABLED, METRICS_ONLY -> Event.BREAKER_CLOSED;
			case OPEN, FORCED_OPEN -> Event.BREAKER_OPEN;
		};
	}

}
