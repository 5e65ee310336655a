package io.cosymesh.mesh.problem;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

/**
 * Gives every request an id: the caller's if it is sane, else a fresh one.
 */
final class RequestIdFilter implements WebFilter, Ordered {

	private final RandomGenerator random;

	RequestIdFilter(RandomGenerator random) {
		this.random = random;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 10;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		RequestId id = RequestId.parse(exchange.getRequest().getHeaders().getFirst(RequestId.HEADER))
			.orElseGet(this::fresh);
		id.bindTo(exchange);
		// At the last moment, since a gateway copies the headers of its upstream over.
		exchange.getResponse().beforeCommit(() -> {
			exchange.getResponse().getHeaders().set(RequestId.HEADER, id.value());
			return Mono.empty();
		});
		ServerWebExchange named = exchange.mutate()
			.request((request) -> request.headers((headers) -> headers.set(RequestId.HEADER, id.value())))
			.build();
		return chain.filter(named).contextWrite(id::bindTo);
	}

	private RequestId fresh() {
		byte[] bytes = new byte[12];
		this.random.nextBytes(bytes);
		return new RequestId(HexFormat.of().formatHex(bytes));
	}

}
