package io.cosymesh.webui.access.door;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.session.Sessions;

import reactor.core.publisher.Mono;

/**
 * Matches what a browser could be tricked into: a change in the name of a session. A
 * bearer token has to be sent on purpose, sign-in takes JSON that other sites can't send,
 * and without either the answer is 401.
 */
final class CsrfNeed implements ServerWebExchangeMatcher {

	private final Sessions sessions;

	CsrfNeed(Sessions sessions) {
		this.sessions = sessions;
	}

	@Override
	public Mono<MatchResult> matches(ServerWebExchange exchange) {
		return switch (exchange.getRequest().getMethod().name()) {
			case "GET", "HEAD", "OPTIONS", "TRACE" -> MatchResult.notMatch();
			default -> (Bearer.isIn(exchange) || isSignIn(exchange.getRequest())) ? MatchResult.notMatch()
					: this.sessions.of(exchange)
						.flatMap((_) -> MatchResult.match())
						.switchIfEmpty(MatchResult.notMatch());
		};
	}

	private static boolean isSignIn(ServerHttpRequest request) {
		return HttpMethod.POST.equals(request.getMethod()) && request.getPath().value().equals("/session");
	}

}
