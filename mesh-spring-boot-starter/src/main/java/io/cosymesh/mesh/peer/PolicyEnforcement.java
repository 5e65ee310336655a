package io.cosymesh.mesh.peer;

import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.spiffe.spiffeid.SpiffeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.MeshPolicy;
import io.cosymesh.mesh.policy.PolicyRequest;
import io.cosymesh.mesh.problem.RequestId;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * Holds each request against the policy, and logs and counts what was decided.
 */
final class PolicyEnforcement implements ReactiveAuthorizationManager<AuthorizationContext> {

	private static final Logger log = LoggerFactory.getLogger(PolicyEnforcement.class);

	private final MeshPolicy policy;

	private final MeterRegistry meters;

	PolicyEnforcement(MeshPolicy policy, MeterRegistry meters) {
		this.policy = policy;
		this.meters = meters;
	}

	@Override
	public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
		return authentication.map(PolicyEnforcement::idOf)
			.defaultIfEmpty(Optional.empty())
			.map((caller) -> enforce(caller, context.getExchange()));
	}

	private AuthorizationResult enforce(Optional<SpiffeId> caller, ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		Decision decision = this.policy.decide(
				new PolicyRequest(caller.orElse(null), request.getMethod(), request.getPath().pathWithinApplication()));
		String id = RequestId.of(exchange).map(RequestId::value).orElse("-");
		return switch (decision) {
			case Decision.Allowed allowed -> {
				log.debug("event=allowed {} request={}", allowed, id);
				count("allowed", allowed.rule());
				yield new AuthorizationDecision(true);
			}
			case Decision.Denied denied -> {
				boolean letThrough = this.policy.letsThrough(denied);
				log.warn("event={} {} request={}", letThrough ? "would-deny" : "denied", denied, id);
				count(letThrough ? "would-deny" : "denied", denied.rule());
				yield new AuthorizationDecision(letThrough);
			}
		};
	}

	private void count(String outcome, String rule) {
		this.meters.counter("cosymesh.policy.decisions", "outcome", outcome, "rule", rule).increment();
	}

	private static Optional<SpiffeId> idOf(Authentication authentication) {
		return (authentication.getPrincipal() instanceof MeshPeer peer) ? Optional.of(peer.id()) : Optional.empty();
	}

}
