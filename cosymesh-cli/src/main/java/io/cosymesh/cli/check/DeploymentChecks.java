package io.cosymesh.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.stack.Guidance;
import io.cosymesh.cli.stack.Readiness;
import io.cosymesh.cli.stack.ServiceState;
import tools.jackson.databind.JsonNode;

/**
 * Whether everything runs and says that it takes work.
 */
final class DeploymentChecks {

	private DeploymentChecks() {
	}

	static Category of(Observation observation) {
		Guidance guidance = observation.guidance();
		List<Check> checks = new ArrayList<>();
		checks.add(observation.started() ? Check.good(guidance.place())
				: Check.error(guidance.place(), guidance.absence(), guidance.beginning(), "not-started"));
		observation.services().forEach((service) -> checks.addAll(of(service, guidance)));
		return new Category("deployment", checks);
	}

	private static List<Check> of(ObservedService service, Guidance guidance) {
		String name = service.name();
		ServiceState state = service.report().state();
		Readiness readiness = service.report().readiness();
		if (state.state() == ServiceState.State.STOPPED && !readiness.answered()) {
			return List.of(Check.error(name + " runs", Objects.requireNonNullElse(state.reason(), guidance.stopped()),
					guidance.revival(service.report()), "service-down"));
		}
		List<Check> checks = new ArrayList<>();
		checks.add((state.state() == ServiceState.State.STOPPED)
				? Check.warning(name + " runs", "something answers in its place that ./cosymesh did not start",
						"end it and start the service with ./cosymesh restart " + name, "foreign-process")
				: Check.good(name + " runs", guidance.running(service.report())));
		checks.add(readiness(service, guidance));
		return checks;
	}

	private static Check readiness(ObservedService service, Guidance guidance) {
		Readiness readiness = service.report().readiness();
		String description = service.name() + " is ready";
		if (!readiness.answered()) {
			return Check.error(description,
					Objects.requireNonNullElse(service.report().state().reason(), readiness.detail()),
					guidance.awakening(service.report()), "service-silent");
		}
		List<String> complaints = complaints(readiness.components());
		if (!readiness.ready()) {
			return Check.error(description, complaints.isEmpty() ? readiness.detail() : String.join("; ", complaints),
					"it takes work again by itself once that is mended: docs/operations.md#when-something-is-down",
					"not-ready");
		}
		return complaints.isEmpty() ? Check.good(description)
				: Check.warning(description, String.join("; ", complaints),
						"it works with less than it should have: docs/operations.md#when-something-is-down",
						"degraded");
	}

	private static List<String> complaints(JsonNode components) {
		return components.properties()
			.stream()
			.filter((component) -> !component.getValue().path("status").asString("UP").equals("UP"))
			.map(DeploymentChecks::complaint)
			.toList();
	}

	private static String complaint(Map.Entry<String, JsonNode> component) {
		JsonNode details = component.getValue().path("details");
		String reason = details.path("reason").asString("");
		if (reason.isEmpty() && !details.isEmpty()) {
			reason = details.toString();
		}
		return "%s is %s%s".formatted(component.getKey(), component.getValue().path("status").asString("unknown"),
				reason.isEmpty() ? "" : ": " + reason);
	}

}
