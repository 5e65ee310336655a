package io.cosymesh.mesh.peer;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import io.cosymesh.mesh.audit.DecisionRecorder;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.Decision.Reason;
import io.cosymesh.mesh.policy.PolicyRequest;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.problem.ProblemWriter;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers refused requests, and records those that never reached the policy. A stranger
 * reads the same words whether a route exists or not.
 */
final class Refusals implements ServerAccessDeniedHandler, ServerAuthenticationEntryPoint,
		ServerAuthenticationFailureHandler, ServerExchangeRejectedHandler {

	private static final Logger log = LoggerFactory.getLogger(Refusals.class);

	private final ProblemWriter problems;

	private final DecisionRecorder recorder;

	Refusals(ProblemWriter problems, DecisionRecorder recorder) {
		this.problems = problems;
		this.recorder = recorder;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
		return this.problems.write(exchange, denied());
	}

	@Override
	public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException missing) {
		return this.problems.write(exchange, denied());
	}

	@Override
	public Mono<Void> onAuthenticationFailure(WebFilterExchange webFilterExchange, AuthenticationException failure) {
		ServerWebExchange exchange = webFilterExchange.getExchange();
		ConnectionEnd.afterResponse(exchange);
		if (failure instanceof PeerExpiredException expired) {
			record(exchange, Optional.of(expired.peer()), Reason.EXPIRED);
			return this.problems.write(exchange, ProblemException.of(HttpStatus.UNAUTHORIZED, "peer-expired",
					"SVID expired", "The certificate of this connection has expired; connect again with a fresh one"));
		}
		if (failure instanceof PeerDistrustedException distrusted) {
			log.warn("event=peer-distrusted peer={} serial={} reason={}", distrusted.peer().id(),
					distrusted.peer().serial(), distrusted.reason().code());
			record(exchange, Optional.of(distrusted.peer()), Reason.DISTRUSTED);
			return this.problems.write(exchange,
					ProblemException
						.of(HttpStatus.UNAUTHORIZED, "peer-distrusted", "SVID no longer trusted",
								"The authority behind the certificate of this connection is no longer trusted; "
										+ "connect again with a fresh one")
						.withProperty("reason", distrusted.reason().code()));
		}
		record(exchange, Optional.empty(), Reason.UNAUTHENTICATED);
		return this.problems.write(exchange, denied());
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException rejected) {
		record(exchange, PeerAuthenticationConverter.claimedPeer(exchange.getRequest().getSslInfo()),
				Reason.MALFORMED_REQUEST);
		return this.problems.write(exchange,
				ProblemException.of(HttpStatus.BAD_REQUEST, "malformed-request", "Malformed request",
						"The path or a header of the request is spelled in a way that is not accepted here"));
	}

	private void record(ServerWebExchange exchange, Optional<MeshPeer> peer, Reason reason) {
		ServerHttpRequest request = exchange.getRequest();
		PolicyRequest refused = new PolicyRequest(peer.map(MeshPeer::id).orElse(null), request.getMethod(),
				request.getPath().pathWithinApplication());
		this.recorder.record(exchange, peer.map(MeshPeer::serial).orElse(null),
				Decision.Denied.outright(refused, reason));
	}

	private static ProblemException denied() {
		return ProblemException.of(HttpStatus.FORBIDDEN, "denied", "Denied",
				"The policy of this service does not allow this caller to do this");
	}

}
