package io.cosymesh.webui.access;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;

import reactor.core.publisher.Mono;

/**
 * Takes the CSRF token from a header only: looking for it in a form would mean to read a
 * body that has to pass through untouched.
 */
final class CsrfTokens implements ServerCsrfTokenRequestHandler {

	static final String ATTRIBUTE = "org.springframework.security.web.server.csrf.CsrfToken";

	@Override
	public void handle(ServerWebExchange exchange, Mono<CsrfToken> token) {
		exchange.getAttributes().put(ATTRIBUTE, token);
	}

	@Override
	public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken token) {
		return Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(token.getHeaderName()));
	}

	/**
	 * Matches what a browser could be tricked into: a change in the name of a session. An
	 * API key has to be sent on purpose, sign-in takes JSON that other sites can't send,
	 * and without either the answer is 401.
	 */
	static ServerWebExchangeMatcher needed() {
		return (exchange) -> switch (exchange.getRequest().getMethod().name()) {
			case "GET", "HEAD", "OPTIONS", "TRACE" -> MatchResult.notMatch();
			default -> (ApiKey.isIn(exchange) || isSignIn(exchange.getRequest())) ? MatchResult.notMatch()
					: exchange.getSession().flatMap(CsrfTokens::signedIn);
		};
	}

	private static boolean isSignIn(ServerHttpRequest request) {
		return HttpMethod.POST.equals(request.getMethod()) && request.getPath().value().equals("/session");
	}

	private static Mono<MatchResult> signedIn(WebSession session) {
		Object context = session
			.getAttribute(WebSessionServerSecurityContextRepository.DEFAULT_SPRING_SECURITY_CONTEXT_ATTR_NAME);
		return (context instanceof SecurityContext) ? MatchResult.match() : MatchResult.notMatch();
	}

}
