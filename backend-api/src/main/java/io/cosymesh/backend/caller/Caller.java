package io.cosymesh.backend.caller;

import java.security.Principal;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Who asks: the user that the gateway signed in, else the service that called. The
 * gateway alone may call here, and it lets nobody else set its header.
 */
public final class Caller {

	/** Header in which the gateway names the user. */
	public static final String USER = "X-CosyMesh-User";

	private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

	private Caller() {
	}

	/**
	 * Names who asks.
	 * @param exchange the request
	 * @return the name, at most 255 characters
	 */
	public static Mono<String> of(ServerWebExchange exchange) {
		@Nullable String user = exchange.getRequest().getHeaders().getFirst(USER);
		if (user != null && NAME.matcher(user).matches()) {
			return Mono.just(user);
		}
		return exchange.getPrincipal().map(Principal::getName).defaultIfEmpty("unknown");
	}

}
