package io.cosymesh.webui.access.session;

import org.jspecify.annotations.Nullable;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * CSRF tokens that follow from the session, so nothing has to be kept for them. Takes
 * them from a header only: looking for one in a form would mean to read a body that has
 * to pass through untouched.
 */
public final class CsrfTokens implements ServerCsrfTokenRepository, ServerCsrfTokenRequestHandler {

	/** The header that carries the token. */
	public static final String HEADER = "X-CSRF-TOKEN";

	@Override
	public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
		return Mono.justOrEmpty(SessionCookie.in(exchange)).map((session) -> token(session.csrf()));
	}

	@Override
	public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
		return Mono.empty();
	}

	@Override
	public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
		return Mono.empty();
	}

	@Override
	public void handle(ServerWebExchange exchange, Mono<CsrfToken> token) {
	}

	@Override
	public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken token) {
		return Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(HEADER));
	}

	private static CsrfToken token(String value) {
		return new DefaultCsrfToken(HEADER, "_csrf", value);
	}

}
