package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.spiffe.spiffeid.SpiffeId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.mesh.traffic.TrafficCounts.Event;

/**
 * The traffic to all peers.
 */
public final class PeerTraffics {

	private final AddressLookup lookup;

	private final DnsProperties dns;

	private final TrafficTime time;

	private final RandomGenerator random;

	private final CallListener listener;

	private final List<Lane> lanes = new CopyOnWriteArrayList<>();

	private final Map<String, SpiffeId> identities = new ConcurrentHashMap<>();

	PeerTraffics(AddressLookup lookup, DnsProperties dns, TrafficTime time, RandomGenerator random,
			CallListener listener) {
		this.lookup = lookup;
		this.dns = dns;
		this.time = time;
		this.random = random;
		this.listener = listener;
	}

	/**
	 * Opens the way to a peer.
	 * @param settings how its calls are to be treated
	 * @param identity who it must be
	 * @return the filter that all its calls go through
	 */
	public PeerTraffic to(TrafficSettings settings, SpiffeId identity) {
		TrafficCounts counts = new TrafficCounts();
		Endpoints endpoints = new Endpoints(settings.peer(), settings.names(), this.lookup,
				(address) -> endpoint(address, settings.breaker(), counts), this.dns, this.time);
		Lane lane = new Lane(settings.peer(), settings.url().getRawAuthority(), endpoints,
				new EndpointChoice(this.random), settings.limits(), settings.patience(), settings.retryPolicy(),
				new RetryBudget(settings.retries().budget(), this.time), counts, this.time, this.random);
		this.lanes.add(lane);
		this.identities.put(settings.peer(), identity);
		return new PeerTraffic(lane, identity, this.listener);
	}

	/**
	 * Looks up the addresses of a peer.
	 * @param peer name of the peer
	 * @return all that it has, an error if nobody knows any
	 */
	public Mono<List<InetSocketAddress>> addresses(String peer) {
		return Flux.fromIterable(this.lanes)
			.filter((lane) -> lane.peer().equals(peer))
			.next()
			.flatMap((lane) -> lane.endpoints().current())
			.map((endpoints) -> endpoints.stream().map(Endpoint::address).toList());
	}

	/**
	 * Tells how the peers fare.
	 * @return each with the addresses that were found last
	 */
	public List<PeerState> states() {
		return this.lanes.stream().map(this::state).toList();
	}

	private PeerState state(Lane lane) {
		return new PeerState(lane.peer(), Objects.requireNonNull(this.identities.get(lane.peer())),
				lane.endpoints()
					.known()
					.stream()
					.map((endpoint) -> new PeerState.Address(endpoint.address(), endpoint.breaker().state()))
					.toList());
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
