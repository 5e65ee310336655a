package io.cosymesh.cli.check;

import java.util.List;

/**
 * What an observation means.
 */
final class Verdicts {

	private Verdicts() {
	}

	static Report of(Observation observation) {
		List<Category> categories = List.of(DeploymentChecks.of(observation), IdentityChecks.of(observation),
				TrustAnchorChecks.of(observation), IssuerChecks.of(observation), DataPlaneChecks.of(observation),
				PolicyChecks.of(observation), PipelineChecks.of(observation), ClockChecks.of(observation));
		return new Report(OwnChecks.add(categories, observation.services()));
	}

}
