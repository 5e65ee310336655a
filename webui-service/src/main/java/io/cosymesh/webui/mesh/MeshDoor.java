package io.cosymesh.webui.mesh;

import java.net.InetSocketAddress;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.tls.ServerNames;

import reactor.core.publisher.Mono;

/**
 * Lets nobody see the mesh by a name that isn't the gateway's, nor from the page of
 * another site: a name that somebody else points here would make their page ours. Nor
 * does it let the administrators of a tenant see what the others do.
 */
final class MeshDoor implements WebFilter, Ordered {

	// As routes are matched: a prefix would miss what is spelled with %.
	private static final PathPattern PATH = PathPatternParser.defaultInstance.parse("/api/v1/mesh/**");

	// Spring Security's filter is at -100: strangers are told that they are strangers.
	private static final int AFTER_SECURITY = -95;

	private static final int HTTPS = 443;

	private final ServerNames names;

	MeshDoor(ServerNames names) {
		this.names = names;
	}

	@Override
	public int getOrder() {
		return AFTER_SECURITY;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!PATH.matches(request.getPath().pathWithinApplication())) {
			return chain.filter(exchange);
		}
		InetSocketAddress host = request.getHeaders().getHost();
		if (host == null || !this.names.include(host.getHostString())) {
			return Mono.error(ProblemException.of(HttpStatus.MISDIRECTED_REQUEST, "unknown-host", "Misdirected request",
					"The Host header names none of the hosts that this gateway has a certificate for"));
		}
		String origin = request.getHeaders().getOrigin();
		if (origin != null && !isSame(origin, host)) {
			return Mono.error(ProblemException.of(HttpStatus.FORBIDDEN, "foreign-origin", "Forbidden",
					"Only this gateway's own pages may look at the mesh"));
		}
		exchange.getResponse().getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
		return Account.of(exchange)
			.filter((account) -> account.administers(Account.DEFAULT_TENANT))
			.switchIfEmpty(Mono.error(() -> ProblemException.of(HttpStatus.FORBIDDEN, "other-tenant", "Forbidden",
					"The mesh carries the requests of all tenants: only administrators of the tenant %s may look at it"
						.formatted(Account.DEFAULT_TENANT))))
			.then(chain.filter(exchange));
	}

	private static boolean isSame(String origin, InetSocketAddress host) {
		URI parsed = parse(origin);
		return parsed != null && "https".equals(parsed.getScheme()) && host.getHostString().equals(parsed.getHost())
				&& port(parsed.getPort()) == port(host.getPort());
	}

	private static int port(int port) {
		return (port > 0) ? port : HTTPS;
	}

	private static @Nullable URI parse(String origin) {
		try {
			return URI.create(origin);
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

}
