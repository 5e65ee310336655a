package io.cosymesh.mesh.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.traffic.CallListener;

import org.springframework.web.reactive.function.client.ClientRequest;

/**
 * Watches every call of this process to its peers, retries being part of their call.
 */
final class OutboundWatch implements CallListener {

	private final Traffic traffic;

	private final RouteNames routes;

	private final Tap tap;

	private final WorkloadName home;

	private final LongSupplier nanos;

	// As many as are configured.
	private final Map<SpiffeId, Callee> peers = new ConcurrentHashMap<>();

	OutboundWatch(Traffic traffic, RouteNames routes, Tap tap, WorkloadName home, LongSupplier nanos) {
		this.traffic = traffic;
		this.routes = routes;
		this.tap = tap;
		this.home = home;
		this.nanos = nanos;
	}

	@Override
	public CallWatch begin(SpiffeId peer, ClientRequest request) {
		return new OutboundCall(this, this.peers.computeIfAbsent(peer, this::callee), request);
	}

	private Callee callee(SpiffeId peer) {
		return new Callee(this.traffic.table().bounded(Workload.of(peer, this.home.trustDomain())), new RecentRows());
	}

	Traffic traffic() {
		return this.traffic;
	}

	RouteNames routes() {
		return this.routes;
	}

	Tap tap() {
		return this.tap;
	}

	long nanos() {
		return this.nanos.getAsLong();
	}

	/**
	 * A peer that is called.
	 *
	 * @param peer who it is
	 * @param rows the rows of calls so far
	 */
	record Callee(Workload peer, RecentRows rows) {

	}

}
