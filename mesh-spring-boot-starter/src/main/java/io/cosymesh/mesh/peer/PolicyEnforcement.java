package io.cosymesh.mesh.peer;

import java.util.Optional;

import reactor.core.publisher.Mono;

import io.cosymesh.mesh.audit.DecisionRecorder;
import io.cosymesh.mesh.limit.Excess;
import io.cosymesh.mesh.limit.LimitScope;
import io.cosymesh.mesh.limit.PeerLimits;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.Decision.Reason;
import io.cosymesh.mesh.policy.PolicyRequest;
import io.cosymesh.mesh.policy.PolicySource;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * Holds each request against the policy in force at that moment and then against the
 * limits, and records what was decided.
 */
final class PolicyEnforcement implements ReactiveAuthorizationManager<AuthorizationContext> {

	private final PolicySource policy;

	private final PeerLimits limits;

	private final DecisionRecorder recorder;

	PolicyEnforcement(PolicySource policy, PeerLimits limits, DecisionRecorder recorder) {
		this.policy = policy;
		this.limits = limits;
		this.recorder = recorder;
	}

	@Override
	public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
		return authentication.map(PolicyEnforcement::peerOf)
			.defaultIfEmpty(Optional.empty())
			.map((peer) -> enforce(peer, context.getExchange()));
	}

	private AuthorizationResult enforce(Optional<MeshPeer> peer, ServerWebExchange exchange) {
		ServerHttpRequest request = exchange.getRequest();
		Decision decision = this.policy.current()
			.decide(new PolicyRequest(peer.map(MeshPeer::id).orElse(null), request.getMethod(),
					request.getPath().pathWithinApplication()));
		// Whoever is denied takes nothing from others, so only what may be done counts.
		Optional<Excess> excess = decision.letsThrough() ? peer.map(MeshPeer::id).flatMap(this.limits::count)
				: Optional.empty();
		this.recorder.record(exchange, peer.map(MeshPeer::serial).orElse(null),
				excess.<Decision>map((limit) -> new Decision.Limited(decision, reasonFor(limit.scope())))
					.orElse(decision));
		if (excess.isPresent()) {
			throw excess.get().toProblem();
		}
		return new AuthorizationDecision(decision.letsThrough());
	}

	private static Reason reasonFor(LimitScope scope) {
		return switch (scope) {
			case TOTAL -> Reason.TOTAL_LIMIT;
			case OVERRIDE -> Reason.OVERRIDE_LIMIT;
			case PEER -> Reason.PEER_LIMIT;
		};
	}

	private static Optional<MeshPeer> peerOf(Authentication authentication) {
		return (authentication.getPrincipal() instanceof MeshPeer peer) ? Optional.of(peer) : Optional.empty();
	}

}
