package io.cosymesh.webui.routing;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.core.publisher.Mono;

/**
 * Tells what is wrong with a request that gets no further than the firewall, in the shape
 * that its path has for that.
 */
final class MalformedRequests implements ServerExchangeRejectedHandler {

	private final ProblemWriter problems;

	MalformedRequests(ProblemWriter problems) {
		this.problems = problems;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
		return this.problems.write(exchange,
				ProblemException.of(HttpStatus.BAD_REQUEST, "malformed-request", "Malformed request",
						"The path or a header of the request is spelled in a way that is not accepted here"));
	}

}
