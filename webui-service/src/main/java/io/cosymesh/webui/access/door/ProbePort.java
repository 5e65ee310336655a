package io.cosymesh.webui.access.door;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Keeps the page and the routes off the plaintext port: its handlers come from the whole
 * application, and nobody has to sign in there.
 */
@Component
class ProbePort implements WebFilter, Ordered {

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		boolean probes = WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management");
		if (probes && !exchange.getRequest().getPath().value().startsWith("/actuator/")) {
			return Mono.error(ProblemException.of(HttpStatus.NOT_FOUND, "not-found", "Not found",
					"This port answers probes only"));
		}
		return chain.filter(exchange);
	}

}
