package io.cosymesh.webui.access;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.core.publisher.Mono;

/**
 * Shows a person the way to the sign-in page, and tells a script that it needs a key.
 */
final class StrangerEntryPoint implements ServerAuthenticationEntryPoint {

	/** What paths begin with that no person navigates to. */
	private static final List<String> PROGRAMS = List.of("/api/", "/v1/", "/inference_");

	private final ProblemWriter problems;

	StrangerEntryPoint(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException reason) {
		if (isNavigation(exchange.getRequest())) {
			exchange.getResponse().setStatusCode(HttpStatus.FOUND);
			exchange.getResponse().getHeaders().setLocation(URI.create("/signin"));
			return exchange.getResponse().setComplete();
		}
		exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"cosymesh\"");
		return this.problems.write(exchange,
				ProblemException.of(HttpStatus.UNAUTHORIZED, "unauthenticated", "Unauthorized", ApiKey.isIn(exchange)
						? "The API key is not valid; './cosymesh credentials' shows it"
						: "Send 'Authorization: Bearer <API key>' or sign in; './cosymesh credentials' shows both"));
	}

	private static boolean isNavigation(ServerHttpRequest request) {
		return HttpMethod.GET.equals(request.getMethod())
				&& PROGRAMS.stream().noneMatch(request.getPath().value()::startsWith)
				&& request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
	}

}
