package io.cosymesh.mesh.policy;

import java.util.List;

/**
 * What the policy in force makes of a request, and why.
 *
 * @param mode mode of the policy
 * @param generation which policy it is
 * @param inForce what becomes of the request
 * @param audited what would become of it if everything were only audited
 * @param rules the rules that have the route, in their order
 */
public record PolicyExplanation(String mode, long generation, Outlook inForce, Outlook audited, List<Candidate> rules) {

	/**
	 * What a policy makes of a request.
	 *
	 * @param admitted whether the caller may finish a handshake at all
	 * @param decision what is decided once it has
	 */
	public record Outlook(boolean admitted, Decision decision) {

		static Outlook of(MeshPolicy policy, PolicyRequest request) {
			return new Outlook(request.knownCaller().map(policy.admitted()::admits).orElse(true),
					policy.decide(request));
		}

	}

	/**
	 * A rule that has the route.
	 *
	 * @param rule the rule, with the one route of it that matches
	 * @param admits whether it allows the caller the route
	 */
	public record Candidate(RuleView rule, boolean admits) {
	}

}
