package io.cosymesh.webui.access.session;

import java.time.Duration;
import java.util.Optional;

import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/**
 * The cookie of a session. Its prefix makes browsers insist on Secure and on this very
 * host.
 */
final class SessionCookie {

	private static final String NAME = "__Host-cosymesh-session";

	private SessionCookie() {
	}

	static Optional<SessionToken> in(ServerWebExchange exchange) {
		HttpCookie cookie = exchange.getRequest().getCookies().getFirst(NAME);
		return (cookie != null) ? SessionToken.parse(cookie.getValue()) : Optional.empty();
	}

	static ResponseCookie of(SessionToken token) {
		return cookie(token.value()).build();
	}

	static ResponseCookie gone() {
		return cookie("").maxAge(Duration.ZERO).build();
	}

	private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
		return ResponseCookie.from(NAME, value).path("/").secure(true).httpOnly(true).sameSite("Lax");
	}

}
