package io.cosymesh.webui.access;

import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;

import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Who came in.
 *
 * @param tenant whose things it may see
 * @param name who it is within the tenant
 * @param scopes what it may do
 */
public record Account(String tenant, String name, Set<Scope> scopes) {

	private static final String DEFAULT_TENANT = "default";

	public Account {
		scopes = Set.copyOf(scopes);
	}

	/**
	 * Says who sent a request.
	 * @param exchange the request
	 * @return the account, an error when nobody has been identified
	 */
	public static Mono<Account> of(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.map(Principal::getName)
			.map((name) -> new Account(DEFAULT_TENANT, name, EnumSet.allOf(Scope.class)))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("Nobody passes without having been identified")));
	}

}
