package io.cosymesh.backend.caller;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

/**
 * Who asks: whom the gateway vouches for, else the service that called.
 *
 * @param tenant whose things are shared with whom, at most 64 characters
 * @param name who it is, at most 255 characters
 */
public record Caller(String tenant, String name) {

	/** The tenant of everybody who has no other. */
	public static final String DEFAULT_TENANT = "default";

	/**
	 * Says who asks.
	 * @param exchange the request
	 * @return the caller
	 */
	public static Mono<Caller> of(ServerWebExchange exchange) {
		return Origin.of(exchange).map(Origin::caller);
	}

}
