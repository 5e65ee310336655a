package io.cosymesh.webui.access.door;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * A bearer token that nobody has checked yet. Never prints it.
 */
final class Bearer extends AbstractAuthenticationToken {

	private static final String SCHEME = "Bearer";

	private final transient String token;

	private Bearer(String token) {
		super(AuthorityUtils.createAuthorityList(List.of()));
		this.token = token;
	}

	static Optional<Bearer> in(ServerWebExchange exchange) {
		String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return Optional.empty();
		}
		boolean alone = header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ';
		return alone ? Optional.of(new Bearer(header.substring(SCHEME.length()).strip())) : Optional.empty();
	}

	static boolean isIn(ServerWebExchange exchange) {
		return in(exchange).isPresent();
	}

	@Override
	public String getCredentials() {
		return this.token;
	}

	@Override
	public String getPrincipal() {
		return "";
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	@Override
	public String toString() {
		return "Bearer[***]";
	}

}
