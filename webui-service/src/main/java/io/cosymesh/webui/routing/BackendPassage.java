package io.cosymesh.webui.routing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Optional;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * What every request goes through on its way to backend-api: headers taken off, body
 * watched.
 */
final class BackendPassage implements GatewayFilter {

	private final DataSize limit;

	BackendPassage(DataSize limit) {
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
			.headers((headers) -> address(exchange).ifPresent((address) -> headers.set(OutsideHeaders.CLIENT, address)))
			.build();
		RequestLimit request = RequestLimit.on(stripped, this.limit);
		return chain.filter(exchange.mutate().request(request).build()).onErrorMap((error) -> named(error, request));
	}

	// Of the connection itself: whatever a client or a proxy writes of itself isn't known
	// to
	// be true.
	private static Optional<String> address(ServerWebExchange exchange) {
		return Optional.ofNullable(exchange.getRequest().getRemoteAddress())
			.map(InetSocketAddress::getAddress)
			.map(InetAddress::getHostAddress);
	}

	// The transport reports a body that broke off; why it did is known here.
	private static Throwable named(Throwable error, RequestLimit request) {
		Throwable refusal = request.refusalIfExceeded();
		return (refusal != null) ? refusal : error;
	}

}
