package io.cosymesh.webui.routing;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.Account;

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
		return Account.of(exchange).flatMap((account) -> pass(exchange, chain, account));
	}

	private Mono<Void> pass(ServerWebExchange exchange, GatewayFilterChain chain, Account account) {
		CallerHeaderFilter.remember(exchange, CallerStamp.caller(account, exchange.getRequest()));
		ServerHttpRequest stripped = exchange.getRequest().mutate().headers(OutsideHeaders::keepInward).build();
		RequestLimit request = RequestLimit.on(stripped, this.limit);
		return chain.filter(exchange.mutate().request(request).build()).onErrorMap((error) -> named(error, request));
	}

	// The transport reports a body that broke off; why it did is known here.
	private static Throwable named(Throwable error, RequestLimit request) {
		Throwable refusal = request.refusalIfExceeded();
		return (refusal != null) ? refusal : error;
	}

}
