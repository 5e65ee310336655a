package io.cosymesh.mesh.identity;

import io.cosymesh.identity.WorkloadName;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says what to check when no SVID could be obtained.
 */
class NoSvidFailureAnalyzer extends AbstractFailureAnalyzer<NoSvidException> {

	private final Environment environment;

	NoSvidFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NoSvidException cause) {
		String socket = this.environment.getProperty(OnWorkloadApi.PROPERTY);
		return new FailureAnalysis(
				"This application has no identity, so it opened no port. %s".formatted(cause.getMessage()),
				StringUtils.hasText(socket) ? workloadApi(socket, cause) : identityCa(cause), cause);
	}

	private static String identityCa(NoSvidException cause) {
		return """
				Check, in this order:
				  1. the identity CA runs and answers at cosymesh.identity.ca.attestation-url
				  2. cosymesh.identity.trust-bundle is the bundle that very CA wrote
				  3. the proof in cosymesh.identity.attestation belongs to the service account '%s':
				     a registered workload key, or a join token that was not used before
				  4. the clocks of both machines agree""".formatted(WorkloadName.of(cause.self()).serviceAccount());
	}

	private static String workloadApi(String socket, NoSvidException cause) {
		return """
				SVIDs are taken from the Workload API at %s. Check, in this order:
				  1. it runs and this process may connect to it (%s, SPIFFE_ENDPOINT_SOCKET)
				  2. it knows this process under the name %s
				  3. cosymesh.identity.trust-domain, namespace and service-account make that very name
				Leave the property and the variable empty to use an identity CA instead.""".formatted(socket,
				OnWorkloadApi.PROPERTY, cause.self());
	}

}
