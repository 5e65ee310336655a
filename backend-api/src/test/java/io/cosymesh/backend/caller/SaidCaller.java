package io.cosymesh.backend.caller;

import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Believes whatever a test says about who is calling, where there is no mesh to vouch for
 * it.
 */
@Component
public class SaidCaller implements WebFilter {

	/** Header in which a test names the user. */
	public static final String USER = "X-Test-User";

	/** Header in which a test names the user's tenant. */
	public static final String TENANT = "X-Test-Tenant";

	/** Header in which a test says where the request comes from. */
	public static final String ADDRESS = "X-Test-Address";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpHeaders headers = exchange.getRequest().getHeaders();
		Caller caller = new Caller(Optional.ofNullable(headers.getFirst(TENANT)).orElse(Caller.DEFAULT_TENANT),
				Optional.ofNullable(headers.getFirst(USER)).orElse("unknown"));
		new Origin(caller, headers.getFirst(ADDRESS)).remember(exchange);
		return chain.filter(exchange);
	}

}
