package io.cosymesh.cli.check;

import java.util.List;

import io.cosymesh.cli.stack.Guidance;

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
		return new Report(OwnChecks.add(categories, observation.services())
			.stream()
			.map((category) -> worded(category, observation.guidance()))
			.toList());
	}

	private static Category worded(Category category, Guidance guidance) {
		return new Category(category.name(),
				category.checks().stream().map((check) -> check.worded(guidance::wording)).toList());
	}

}
