package io.cosymesh.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.cosymesh.cli.check.Observation.ObservedService;
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
		List<Check> checks = new ArrayList<>();
		checks.add(observation.started() ? Check.good("CosyMesh was started from " + observation.home())
				: Check.error("CosyMesh was started from " + observation.home(),
						"there are no settings of a start in this state directory",
						"start it with ./cosymesh up, or name its state directory with --home", "not-started"));
		observation.services().forEach((service) -> checks.addAll(of(service)));
		return new Category("deployment", checks);
	}

	private static List<Check> of(ObservedService service) {
		String name = service.name();
		ServiceState state = service.report().state();
		Readiness readiness = service.report().readiness();
		if (state.state() == ServiceState.State.STOPPED && !readiness.answered()) {
			return List.of(Check.error(name + " runs", "it has no process, and nothing answers on its management port",
					"./cosymesh logs %1$s says why it ended; ./cosymesh restart %1$s starts it".formatted(name),
					"service-down"));
		}
		List<Check> checks = new ArrayList<>();
		checks.add((state.state() == ServiceState.State.STOPPED)
				? Check.warning(name + " runs", "something answers in its place that ./cosymesh did not start",
						"end it and start the service with ./cosymesh restart " + name, "foreign-process")
				: Check.good(name + " runs", "process " + state.pid()));
		checks.add(readiness(name, readiness));
		return checks;
	}

	private static Check readiness(String name, Readiness readiness) {
		String description = name + " is ready";
		if (!readiness.answered()) {
			return Check.error(description, readiness.detail(),
					"it starts, hangs or is stopped: ./cosymesh logs %1$s, then ./cosymesh restart %1$s"
						.formatted(name),
					"service-silent");
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
