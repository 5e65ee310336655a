package io.cosymesh.webui.access.door;

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
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.key.KeyGate;

import reactor.core.publisher.Mono;

/**
 * Shows a person the way to the sign-in page, and tells a script that it needs a key.
 */
final class StrangerEntryPoint implements ServerAuthenticationEntryPoint {

	/** What paths begin with that no person navigates to. */
	private static final List<String> PROGRAMS = List.of("/api/", "/v1/", "/inference_", "/cosyvoice.");

	private final ProblemWriter problems;

	private final AuditTrail audit;

	StrangerEntryPoint(ProblemWriter problems, AuditTrail audit) {
		this.problems = problems;
		this.audit = audit;
	}

	@Override
	public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException reason) {
		if (isNavigation(exchange.getRequest())) {
			exchange.getResponse().setStatusCode(HttpStatus.FOUND);
			exchange.getResponse().getHeaders().setLocation(URI.create("/signin"));
			return exchange.getResponse().setComplete();
		}
		Bearer.in(exchange)
			.ifPresent((bearer) -> this.audit.refused(Origin.stranger(exchange), "request",
					KeyGate.nameOf(bearer.getCredentials()), "wrong-key"));
		exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"cosymesh\"");
		return this.problems.write(exchange,
				ProblemException.of(HttpStatus.UNAUTHORIZED, "unauthenticated", "Unauthorized", Bearer.isIn(exchange)
						? "The API key is not valid, has expired or was revoked; './cosymesh credentials' shows yours"
						: "Send 'Authorization: Bearer <API key>' or sign in; './cosymesh credentials' shows both"));
	}

	private static boolean isNavigation(ServerHttpRequest request) {
		return HttpMethod.GET.equals(request.getMethod())
				&& PROGRAMS.stream().noneMatch(request.getPath().value()::startsWith)
				&& request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
	}

}
