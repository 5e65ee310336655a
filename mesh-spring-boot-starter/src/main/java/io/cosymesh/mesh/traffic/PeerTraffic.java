package io.cosymesh.mesh.traffic;

import io.spiffe.spiffeid.SpiffeId;
import reactor.core.publisher.Mono;

import io.cosymesh.mesh.traffic.CallListener.CallWatch;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Brings the calls to one peer on their way.
 */
public final class PeerTraffic implements ExchangeFilterFunction {

	private final Lane lane;

	private final SpiffeId identity;

	private final CallListener listener;

	PeerTraffic(Lane lane, SpiffeId identity, CallListener listener) {
		this.lane = lane;
		this.identity = identity;
		this.listener = listener;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			CallWatch watch = this.listener.begin(this.identity, request);
			return new Call(this.lane, request, Deadline.of(context).orElse(null), next, watch).exchange();
		});
	}

}
