package io.cosymesh.webui.routing;

import java.net.URI;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.identity.caller.VouchedCaller;

/**
 * Stamps each request as it leaves, when its URL is final. A request whose caller nobody
 * found out doesn't leave.
 */
final class CallerHeaderFilter implements HttpHeadersFilter {

	private static final String CALLER = CallerHeaderFilter.class.getName() + ".caller";

	private final CallerStamp stamp;

	CallerHeaderFilter(CallerStamp stamp) {
		this.stamp = stamp;
	}

	static void remember(ServerWebExchange exchange, VouchedCaller caller) {
		exchange.getAttributes().put(CALLER, caller);
	}

	@Override
	public HttpHeaders filter(HttpHeaders inward, ServerWebExchange exchange) {
		HttpHeaders stamped = HttpHeaders.copyOf(inward);
		VouchedCaller caller = exchange.getRequiredAttribute(CALLER);
		URI url = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
		this.stamp.stamp(stamped, caller, exchange.getRequest().getMethod(), url);
		return stamped;
	}

	@Override
	public boolean supports(Type type) {
		return type == Type.REQUEST;
	}

}
