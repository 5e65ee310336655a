package io.cosymesh.webui.access.session;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Tells Spring Security who is signed in. Nothing but {@link Sessions} signs anybody in.
 */
final class SessionContexts implements ServerSecurityContextRepository {

	private final Sessions sessions;

	SessionContexts(Sessions sessions) {
		this.sessions = sessions;
	}

	@Override
	public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
		return Mono.empty();
	}

	@Override
	public Mono<SecurityContext> load(ServerWebExchange exchange) {
		return this.sessions.of(exchange).map(SecurityContextImpl::new);
	}

}
