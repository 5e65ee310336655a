package io.cosymesh.mesh.authz;

import java.time.Instant;
import java.util.List;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.policy.PolicyView;
import io.cosymesh.mesh.policy.RuleView;

/**
 * The policy in force.
 *
 * @param service SPIFFE ID of who enforces it
 * @param mode its mode
 * @param generation 1 for the policy of the start, one more with each that follows
 * @param since when it took force
 * @param rules its rules
 */
record PolicyAnswer(String service, String mode, long generation, Instant since, List<RuleView> rules) {

	static PolicyAnswer of(WorkloadName service, PolicyView policy) {
		return new PolicyAnswer(service.toString(), policy.mode(), policy.generation(), policy.since(), policy.rules());
	}

}
