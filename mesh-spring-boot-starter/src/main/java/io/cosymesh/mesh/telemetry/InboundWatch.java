package io.cosymesh.mesh.telemetry;

import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.spiffe.spiffeid.SpiffeId;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

import io.cosymesh.identity.tls.PeerCertificates;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.telemetry.Connections.Known;
import io.cosymesh.mesh.telemetry.TrafficKey.Edge;
import io.cosymesh.mesh.tls.ConnectionCertificates;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Watches every request that somebody sends to this process, on all of its listeners but
 * that of probes, from outside everything else: what it sees is what went over the wire.
 */
final class InboundWatch {

	private final Known unknown = new Known(new Edge(Direction.INBOUND, Workload.OUTSIDE), null, new RecentRows());

	private final Traffic traffic;

	private final RouteNames routes;

	private final Tap tap;

	private final WorkloadName home;

	private final LongSupplier nanos;

	InboundWatch(Traffic traffic, RouteNames routes, Tap tap, WorkloadName home, LongSupplier nanos) {
		this.traffic = traffic;
		this.routes = routes;
		this.tap = tap;
		this.home = home;
		this.nanos = nanos;
	}

	HttpHandler around(HttpHandler next) {
		return (request, response) -> watch(request, response, next);
	}

	private Mono<Void> watch(ServerHttpRequest request, ServerHttpResponse response, HttpHandler next) {
		InboundRequest watched = new InboundRequest(this, request, response, knownOf(request));
		return next.handle(request, watched.response()).doFinally(watched::end);
	}

	private Known knownOf(ServerHttpRequest request) {
		Object raw = ServerHttpRequestDecorator.getNativeRequest(request);
		if (!(raw instanceof Connection connection)) {
			return this.unknown;
		}
		Channel channel = connection.channel();
		return this.traffic.connections().of(channel, () -> new Edge(Direction.INBOUND, peerOf(channel)));
	}

	// Whom the certificate names, be it still valid or not: it is who the handshake let
	// in.
	private Workload peerOf(Channel channel) {
		return ConnectionCertificates.of(channel)
			.flatMap((certificates) -> PeerCertificates.claimedIdOf(certificates.peer()))
			.map(this::workload)
			.map(this.traffic.table()::bounded)
			.orElse(Workload.OUTSIDE);
	}

	private Workload workload(SpiffeId id) {
		return Workload.of(id, this.home.trustDomain());
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

}
