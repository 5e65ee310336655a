package io.cosymesh.mesh.authz;

import java.util.List;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.PolicyExplanation;
import io.cosymesh.mesh.policy.PolicyExplanation.Candidate;
import io.cosymesh.mesh.policy.PolicyExplanation.Outlook;
import io.cosymesh.mesh.policy.PolicyRequest;
import io.cosymesh.mesh.policy.RuleView;

/**
 * What would become of a request.
 *
 * @param service SPIFFE ID of who decides
 * @param mode mode of the policy
 * @param generation which policy it is
 * @param caller SPIFFE ID of who would call
 * @param method the method
 * @param path the path
 * @param inForce what the policy in force makes of it
 * @param audited what it would if everything were only audited
 * @param rules the rules that have the route
 */
record ExplanationAnswer(String service, String mode, long generation, String caller, String method, String path,
		Verdict inForce, Verdict audited, List<MatchingRule> rules) {

	static ExplanationAnswer of(WorkloadName service, PolicyRequest request, boolean trusted,
			PolicyExplanation explanation) {
		return new ExplanationAnswer(service.toString(), explanation.mode(), explanation.generation(),
				request.knownCaller().map(SpiffeId::toString).orElse(Decision.NONE), request.method().name(),
				request.path().value(), Verdict.of(trusted, explanation.inForce()),
				Verdict.of(trusted, explanation.audited()),
				explanation.rules().stream().map(MatchingRule::of).toList());
	}

	/**
	 * What becomes of a request.
	 *
	 * @param handshake {@code passes}, {@code not-admitted} or
	 * {@code unknown-trust-domain}
	 * @param outcome {@code allowed}, {@code would-deny} or {@code denied}, once the
	 * handshake is done
	 * @param rule the rule that decides, {@code -} if none does
	 * @param route its route, {@code -} if there is none
	 * @param reason why it is not allowed
	 * @param letsThrough whether it reaches the handler
	 */
	record Verdict(String handshake, String outcome, String rule, String route, @Nullable String reason,
			boolean letsThrough) {

		private static final String PASSES = "passes";

		static Verdict of(boolean trusted, Outlook outlook) {
			String handshake = trusted ? (outlook.admitted() ? PASSES : "not-admitted") : "unknown-trust-domain";
			Decision decision = outlook.decision();
			return new Verdict(handshake, decision.outcome(), decision.rule(), decision.route(),
					decision.reason().map(Decision.Reason::code).orElse(null),
					handshake.equals(PASSES) && decision.letsThrough());
		}

	}

	/**
	 * A rule that has the route.
	 *
	 * @param name what logs call it
	 * @param route the route that matches
	 * @param mode its mode
	 * @param callers whom it allows the route
	 * @param anonymous whether it also allows it to callers without an SVID
	 * @param admits whether it allows it to the caller
	 */
	record MatchingRule(String name, String route, String mode, List<String> callers, boolean anonymous,
			boolean admits) {

		static MatchingRule of(Candidate candidate) {
			RuleView rule = candidate.rule();
			return new MatchingRule(rule.name(), rule.routes().getFirst(), rule.mode(), rule.callers(),
					rule.anonymous(), candidate.admits());
		}

	}

}
