package io.cosymesh.mesh.identity;

import io.cosymesh.identity.WorkloadName;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to check when no SVID could be obtained.
 */
class NoSvidFailureAnalyzer extends AbstractFailureAnalyzer<NoSvidException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoSvidException cause) {
		String serviceAccount = WorkloadName.of(cause.self()).serviceAccount();
		return new FailureAnalysis(
				"This application has no identity, so it opened no port. %s".formatted(cause.getMessage()), """
						Check, in this order:
						  1. the identity CA runs and answers at cosymesh.identity.ca.attestation-url
						  2. cosymesh.identity.trust-bundle is the bundle that very CA wrote
						  3. the proof in cosymesh.identity.attestation belongs to the service account '%s':
						     a registered workload key, or a join token that was not used before
						  4. the clocks of both machines agree""".formatted(serviceAccount), cause);
	}

}
