package io.cosymesh.ca.limits;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Refuses a body that says it is over the limit before any of it is read.
 */
@Component
final class RequestSizeFilter implements WebFilter, Ordered {

	private final long limit;

	RequestSizeFilter(LimitsSettings settings) {
		this.limit = settings.requestSize().toBytes();
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 30;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (exchange.getRequest().getHeaders().getContentLength() > this.limit) {
			return Mono.error(RefusedException.of(Refusal.REQUEST_TOO_LARGE,
					"The body is larger than %d bytes.".formatted(this.limit)));
		}
		return chain.filter(exchange);
	}

}
