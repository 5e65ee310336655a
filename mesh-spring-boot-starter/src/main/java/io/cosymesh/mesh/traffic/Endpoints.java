package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The addresses a peer has at the moment. What is known of one survives every look-up
 * that still names it; one that is gone gets no new request and keeps those it has. While
 * look-ups fail, the last addresses that were found stay.
 */
final class Endpoints {

	private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

	private final String peer;

	private final List<InetSocketAddress> names;

	private final AddressLookup lookup;

	private final Function<InetSocketAddress, Endpoint> maker;

	private final TrafficTime time;

	private final DnsProperties dns;

	private final AtomicReference<@Nullable Mono<List<Endpoint>>> refreshing = new AtomicReference<>();

	private volatile @Nullable Found found;

	private volatile List<Endpoint> gone = List.of();

	Endpoints(String peer, List<InetSocketAddress> names, AddressLookup lookup,
			Function<InetSocketAddress, Endpoint> maker, DnsProperties dns, TrafficTime time) {
		this.peer = peer;
		this.names = List.copyOf(names);
		this.lookup = lookup;
		this.maker = maker;
		this.dns = dns;
		this.time = time;
	}

	/**
	 * Returns the addresses, looking them up again when it is time: beside the request
	 * while they are young, before it when they are old.
	 */
	Mono<List<Endpoint>> current() {
		Found known = this.found;
		if (known == null) {
			return refresh();
		}
		Duration age = this.time.since(known.at());
		if (age.compareTo(this.dns.maxTtl()) > 0) {
			return refresh();
		}
		if (age.compareTo(this.dns.minTtl()) > 0) {
			refresh().subscribe();
		}
		return Mono.just(known.endpoints());
	}

	/**
	 * Returns the addresses that were found last.
	 */
	List<Endpoint> known() {
		Found known = this.found;
		return (known != null) ? known.endpoints() : List.of();
	}

	/**
	 * Returns those no longer named that still have streams.
	 */
	List<Endpoint> draining() {
		return this.gone.stream().filter((endpoint) -> endpoint.inFlight() > 0).toList();
	}

	private Mono<List<Endpoint>> refresh() {
		Mono<List<Endpoint>> underWay = this.refreshing.get();
		if (underWay != null) {
			return underWay;
		}
		Mono<List<Endpoint>> mine = Flux.fromIterable(this.names)
			.concatMap(this.lookup::resolve)
			.flatMapIterable(Function.identity())
			.collectList()
			.map(this::accept)
			.onErrorResume(this::keepLast)
			.doFinally((_) -> this.refreshing.set(null))
			.cache();
		Mono<List<Endpoint>> earlier = this.refreshing.compareAndExchange(null, mine);
		return (earlier != null) ? earlier : mine;
	}

	private synchronized List<Endpoint> accept(Collection<InetSocketAddress> addresses) {
		Map<InetSocketAddress, Endpoint> before = new LinkedHashMap<>();
		this.gone.forEach((endpoint) -> before.put(endpoint.address(), endpoint));
		known().forEach((endpoint) -> before.put(endpoint.address(), endpoint));
		List<Endpoint> now = addresses.stream()
			.distinct()
			.map((address) -> before.containsKey(address) ? before.get(address) : this.maker.apply(address))
			.toList();
		List<Endpoint> left = new ArrayList<>(before.values());
		left.removeAll(now);
		left.removeIf((endpoint) -> endpoint.inFlight() == 0);
		if (!Set.copyOf(known()).equals(Set.copyOf(now))) {
			log.info("event=peer-addresses peer={} addresses={} draining={}", this.peer, now, left);
		}
		this.gone = List.copyOf(left);
		this.found = new Found(now, this.time.nanos(), true);
		return now;
	}

	private synchronized Mono<List<Endpoint>> keepLast(Throwable error) {
		Found last = this.found;
		if (last == null) {
			return Mono.error(error);
		}
		if (last.confirmed()) {
			log.warn("event=peer-addresses-stale peer={} addresses={} reason=\"{}\"", this.peer, last.endpoints(),
					error.getMessage());
		}
		this.found = new Found(last.endpoints(), this.time.nanos(), false);
		return Mono.just(last.endpoints());
	}

	private record Found(List<Endpoint> endpoints, long at, boolean confirmed) {
	}

}
