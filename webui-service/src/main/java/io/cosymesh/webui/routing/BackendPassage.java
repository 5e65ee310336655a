package io.cosymesh.webui.routing;

import java.io.IOException;
import java.security.Principal;
import java.util.concurrent.TimeoutException;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.PeerException;

import reactor.core.publisher.Mono;

/**
 * What every request goes through on its way to backend-api: headers taken off, body
 * watched, failures named.
 */
final class BackendPassage implements GatewayFilter {

	private final String peer;

	private final DataSize limit;

	BackendPassage(String peer, DataSize limit) {
		this.peer = peer;
		this.limit = limit;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return exchange.getPrincipal()
			.map(Principal::getName)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Nobody passes without having been identified")))
			.flatMap((user) -> pass(exchange, chain, user));
	}

	private Mono<Void> pass(ServerWebExchange exchange, GatewayFilterChain chain, String user) {
		ServerHttpRequest stripped = exchange.getRequest()
			.mutate()
			.headers(OutsideHeaders::keepInward)
			.headers((headers) -> headers.set(OutsideHeaders.USER, user))
			.build();
		RequestLimit request = RequestLimit.on(stripped, this.limit);
		return chain.filter(exchange.mutate().request(request).build()).onErrorMap((error) -> named(error, request));
	}

	private Throwable named(Throwable error, RequestLimit request) {
		Throwable refusal = request.refusalIfExceeded();
		if (refusal != null) {
			return refusal;
		}
		return switch (error) {
			case PeerException known -> known;
			case ResponseStatusException late when late.getStatusCode().value() == 504 ->
				new PeerException.TimedOut(this.peer, late);
			case TimeoutException late -> new PeerException.TimedOut(this.peer, late);
			case IOException broken -> new PeerException.Unavailable(this.peer, broken);
			default -> error;
		};
	}

}
