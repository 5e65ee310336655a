package io.cosymesh.mesh.authz;

import java.time.Instant;
import java.util.List;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.audit.DecisionCounts;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.PolicyView;
import io.cosymesh.mesh.policy.RuleView;

/**
 * The policy in force, and what it has decided since the start.
 *
 * @param service SPIFFE ID of who enforces it
 * @param instance which of its processes
 * @param mode its mode
 * @param generation 1 for the policy of the start, one more with each that follows
 * @param since when it took force
 * @param rules its rules
 * @param unmatched what was decided without a rule
 */
record PolicyAnswer(String service, String instance, String mode, long generation, Instant since,
		List<CountedRule> rules, Unmatched unmatched) {

	static PolicyAnswer of(WorkloadName service, String instance, PolicyView policy, DecisionCounts counts) {
		return new PolicyAnswer(service.toString(), instance, policy.mode(), policy.generation(), policy.since(),
				policy.rules().stream().map((rule) -> CountedRule.of(rule, counts)).toList(),
				new Unmatched(counts.deniedBy(Decision.NONE)));
	}

	/**
	 * A rule and its decisions.
	 *
	 * @param name what logs call it
	 * @param mode {@code enforce} or {@code audit}
	 * @param routes what it allows
	 * @param callers whom it allows it
	 * @param anonymous whether it also allows it to callers without an SVID
	 * @param allowed how many requests it allowed
	 * @param denied how many requests on its routes were denied, or would have been
	 */
	record CountedRule(String name, String mode, List<String> routes, List<String> callers, boolean anonymous,
			long allowed, long denied) {

		static CountedRule of(RuleView rule, DecisionCounts counts) {
			return new CountedRule(rule.name(), rule.mode(), rule.routes(), rule.callers(), rule.anonymous(),
					counts.allowedBy(rule.name()), counts.deniedBy(rule.name()));
		}

	}

	/**
	 * Requests whose route no rule has.
	 *
	 * @param denied how many were denied, or would have been
	 */
	record Unmatched(long denied) {

	}

}
