package io.cosymesh.backend.caller;

import java.util.Optional;
import java.util.regex.Pattern;

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

	/** Header in which the gateway names the address it was called from. */
	public static final String CLIENT = "X-CosyMesh-Client";

	private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}(%[A-Za-z0-9._-]{1,16})?");

	/**
	 * Says who asks, and from where.
	 * @param exchange the request
	 * @return its origin
	 */
	public static Mono<Origin> of(ServerWebExchange exchange) {
		String address = Optional.ofNullable(exchange.getRequest().getHeaders().getFirst(CLIENT))
			.filter((text) -> ADDRESS.matcher(text).matches())
			.orElse(null);
		return Caller.of(exchange).map((caller) -> new Origin(caller, address));
	}

}
