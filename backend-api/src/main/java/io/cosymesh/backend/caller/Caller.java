package io.cosymesh.backend.caller;

import java.security.Principal;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who asks: the user that the gateway signed in, else the service that called. The
 * gateway alone may call here, and it lets nobody else set its headers.
 *
 * @param tenant whose things are shared with whom, at most 64 characters
 * @param name who it is, at most 255 characters
 */
public record Caller(String tenant, String name) {

	/** Header in which the gateway names the user. */
	public static final String USER = "X-CosyMesh-User";

	/** Header in which the gateway names the user's tenant. */
	public static final String TENANT = "X-CosyMesh-Tenant";

	/** The tenant of everybody who has no other. */
	public static final String DEFAULT_TENANT = "default";

	private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

	private static final Pattern TENANT_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	/**
	 * Says who asks.
	 * @param exchange the request
	 * @return the caller
	 */
	public static Mono<Caller> of(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		String tenant = header(headers, TENANT, TENANT_NAME).orElse(DEFAULT_TENANT);
		return Mono.justOrEmpty(header(headers, USER, NAME))
			.switchIfEmpty(exchange.getPrincipal().map(Principal::getName))
			.defaultIfEmpty("unknown")
			.map((name) -> new Caller(tenant, name));
	}

	private static Optional<String> header(HttpHeaders headers, String name, Pattern shape) {
		@Nullable String value = headers.getFirst(name);
		return Optional.ofNullable(value).filter((text) -> shape.matcher(text).matches());
	}

}
