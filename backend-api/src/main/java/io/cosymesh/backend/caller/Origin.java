package io.cosymesh.backend.caller;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

/**
 * Who asks, and from where.
 *
 * @param caller who asks
 * @param address IP address that the gateway saw the request come from, or nothing when
 * it didn't come through the gateway
 */
public record Origin(Caller caller, @Nullable String address) {

	private static final String ATTRIBUTE = Origin.class.getName();

	/**
	 * Says who asks, and from where.
	 * @param exchange the request
	 * @return its origin
	 */
	public static Mono<Origin> of(ServerWebExchange exchange) {
		return Mono.defer(() -> {
			@Nullable Origin known = exchange.getAttribute(ATTRIBUTE);
			return (known != null) ? Mono.just(known) : service(exchange);
		});
	}

	void remember(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	private static Mono<Origin> service(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.map(Principal::getName)
			.defaultIfEmpty("unknown")
			.map((name) -> new Origin(new Caller(Caller.DEFAULT_TENANT, name), null));
	}

}
