package io.cosymesh.mesh.traffic;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Brings the calls to one peer on their way.
 */
public final class PeerTraffic implements ExchangeFilterFunction {

	private final Lane lane;

	PeerTraffic(Lane lane) {
		this.lane = lane;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual(
				(context) -> new Call(this.lane, request, Deadline.of(context).orElse(null), next).exchange());
	}

}
