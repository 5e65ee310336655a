package io.cosymesh.backend.voice;

import java.security.Principal;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Who asks: the user that the gateway signed in, else the service that called. The
 * gateway alone may call here, and it lets nobody else set its header.
 */
final class Granter {

	static final String USER = "X-CosyMesh-User";

	private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

	private Granter() {
	}

	static Mono<String> of(ServerWebExchange exchange) {
		@Nullable String user = exchange.getRequest().getHeaders().getFirst(USER);
		if (user != null && NAME.matcher(user).matches()) {
			return Mono.just(user);
		}
		return exchange.getPrincipal().map(Principal::getName).defaultIfEmpty("unknown");
	}

}
