package io.cosymesh.webui.routing;

import java.net.URI;
import java.util.List;
import java.util.Set;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Sends requests to backend-api the way every call in the mesh goes: balanced, limited in
 * time, tried again where nothing can be done twice. Takes the place of the gateway's own
 * Netty filters, which know none of it.
 */
final class BackendRouting implements GlobalFilter, Ordered {

	private static final Set<HttpMethod> USUALLY_WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD,
			HttpMethod.OPTIONS, HttpMethod.DELETE);

	private final ExchangeFunction backend;

	private final List<HttpHeadersFilter> headers;

	BackendRouting(ExchangeFunction backend, List<HttpHeadersFilter> headers) {
		this.backend = backend;
		this.headers = List.copyOf(headers);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		if (ServerWebExchangeUtils.isAlreadyRouted(exchange)) {
			return chain.filter(exchange);
		}
		ServerWebExchangeUtils.setAlreadyRouted(exchange);
		return this.backend.exchange(inward(exchange)).flatMap((answer) -> outward(answer, exchange));
	}

	private ClientRequest inward(ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
		HttpHeaders kept = HttpHeadersFilter.filterRequest(this.headers, exchange);
		return ClientRequest.create(request.getMethod(), url)
			.headers((all) -> all.addAll(kept))
			.body(body(request))
			.build();
	}

	// Only a request without a body can be tried again, and an empty stream looks like
	// one with a body.
	private static BodyInserter<?, ? super ClientHttpRequest> body(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		boolean announced = headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
		return (announced || !USUALLY_WITHOUT_BODY.contains(request.getMethod()))
				? BodyInserters.fromDataBuffers(request.getBody()) : BodyInserters.empty();
	}

	private Mono<Void> outward(ClientResponse answer, ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		response.setRawStatusCode(answer.statusCode().value());
		response.getHeaders()
			.addAll(HttpHeadersFilter.filter(this.headers, answer.headers().asHttpHeaders(), exchange,
					HttpHeadersFilter.Type.RESPONSE));
		// Flushed as soon as there is no more to write, and let go of when the listener
		// leaves:
		// what is flushed piece by piece would wait where nobody lets go of it.
		return response.writeWith(answer.body(BodyExtractors.toDataBuffers()));
	}

}
