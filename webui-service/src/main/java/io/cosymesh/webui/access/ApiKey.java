package io.cosymesh.webui.access;

import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * A caller with an API key, before or after the key was checked. Never prints the key and
 * forgets it once checked.
 */
final class ApiKey extends AbstractAuthenticationToken {

	private static final String SCHEME = "Bearer ";

	private final transient String key;

	private ApiKey(String key, List<String> authorities) {
		super(AuthorityUtils.createAuthorityList(authorities));
		this.key = key;
	}

	static ApiKey unchecked(String key) {
		return new ApiKey(key, List.of());
	}

	static ApiKey accepted() {
		ApiKey accepted = new ApiKey("", List.of(Authorities.SCRIPT));
		accepted.setAuthenticated(true);
		return accepted;
	}

	static boolean isIn(ServerWebExchange exchange) {
		String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
	}

	static ApiKey of(ServerWebExchange exchange) {
		String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		return unchecked((header != null) ? header.substring(SCHEME.length()).strip() : "");
	}

	@Override
	public String getCredentials() {
		return this.key;
	}

	@Override
	public String getPrincipal() {
		return "api-key";
	}

	@Override
	public String toString() {
		return "ApiKey[authenticated=%s]".formatted(isAuthenticated());
	}

}
