package io.cosymesh.webui.routing;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Keeps headers from leaving that the gateway answers for.
 */
final class OutwardHeadersFilter implements HttpHeadersFilter {

	@Override
	public HttpHeaders filter(HttpHeaders answer, ServerWebExchange exchange) {
		HttpHeaders kept = HttpHeaders.copyOf(answer);
		OutsideHeaders.keepOutward(kept);
		return kept;
	}

	@Override
	public boolean supports(Type type) {
		return type == Type.RESPONSE;
	}

}
