package io.cosymesh.webui.routing;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Looks at requests for a WebSocket before anything is taken off them. A page of another
 * site can open one here with a visitor's session, which no other rule of browsers
 * prevents; it can't hide where it comes from, nor send a key.
 */
final class UpgradeRequest implements GatewayFilter {

	private static final String OUTSIDE = UpgradeRequest.class.getName();

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
			return chain.filter(exchange);
		}
		if (!isFromHere(request)) {
			return Mono.error(ProblemException.of(HttpStatus.FORBIDDEN, "cross-origin", "Forbidden",
					"A WebSocket with a session has to be opened by a page of this very origin; others send a key"));
		}
		exchange.getAttributes().put(OUTSIDE, exchange);
		return chain.filter(exchange);
	}

	/**
	 * Returns the exchange as it came from outside, if it is one for a WebSocket.
	 */
	static @Nullable ServerWebExchange of(ServerWebExchange exchange) {
		return exchange.getAttribute(OUTSIDE);
	}

	private static boolean isFromHere(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return headers.containsHeader(HttpHeaders.AUTHORIZATION)
				|| (headers.getOrigin() != null && !CorsUtils.isCorsRequest(request));
	}

}
