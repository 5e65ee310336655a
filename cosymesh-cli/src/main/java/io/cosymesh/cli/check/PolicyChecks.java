package io.cosymesh.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.operator.MeshServers;
import tools.jackson.databind.JsonNode;

/**
 * Whether policies are enforced, and allow what the pipeline can't do without.
 */
final class PolicyChecks {

	private PolicyChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		for (ObservedService service : observation.services()) {
			if (MeshServers.all().contains(service.report().service())) {
				checks.add(enforcement(service));
				checks.addAll(calls(service));
			}
		}
		return new Category("policy", checks);
	}

	private static Check enforcement(ObservedService service) {
		String description = service.name() + " enforces its policy";
		return switch (service.policy()) {
			case Answer.Given given -> mode(description, service.service().serviceAccount(), given.answer());
			case Answer.Refused refused -> Check.error(description, "it doesn't tell the operator: " + refused.why(),
					"its policy needs a rule that allows operator GET /mesh/**: docs/authz.md",
					"policy-denies-operator");
			case Answer.Silent _ ->
				Check.warning(description, "it could not be asked", "see data plane, above", "service-down");
			case Answer.NotAsked notAsked -> Check.warning(description, "it was not asked: " + notAsked.why(),
					"see identity, above", "operator-without-svid");
		};
	}

	private static Check mode(String description, String service, JsonNode policy) {
		List<String> audited = policy.path("rules")
			.values()
			.stream()
			.filter((rule) -> rule.path("mode").asString("").equals("audit"))
			.map((rule) -> rule.path("name").asString("?"))
			.toList();
		boolean whole = policy.path("mode").asString("").equals("audit");
		if (!whole && audited.isEmpty()) {
			return Check.good(description, "generation " + policy.path("generation").asString("?"));
		}
		return Check.warning(description,
				whole ? "its mode is audit: what no rule allows is logged and let through"
						: "rules in audit: " + String.join(", ", audited),
				"./cosymesh authz --to %s lists it; set enforce once nothing is logged any more: docs/policy.md"
					.formatted(service),
				"policy-audit");
	}

	private static List<Check> calls(ObservedService service) {
		boolean answers = service.policy() instanceof Answer.Given;
		List<Check> faults = service.calls()
			.entrySet()
			.stream()
			.filter((call) -> answers || call.getValue() instanceof Answer.Given)
			.flatMap((call) -> fault(call).stream())
			.toList();
		if (!faults.isEmpty() || service.calls().isEmpty() || !answers) {
			return faults;
		}
		return List.of(Check.good("%s allows what the pipeline needs".formatted(service.name()),
				service.calls().size() + " requests"));
	}

	private static Optional<Check> fault(Map.Entry<NeededCall, Answer> asked) {
		NeededCall call = asked.getKey();
		String description = "%s may call %s at %s".formatted(call.from(), call.request(), call.to().serviceAccount());
		return switch (asked.getValue()) {
			case Answer.Given given -> fault(call, description, given.answer().path("inForce"));
			case Answer.Refused refused -> Optional.of(unasked(description, refused.why()));
			case Answer.Silent silent -> Optional.of(unasked(description, silent.why()));
			case Answer.NotAsked notAsked -> Optional.of(unasked(description, notAsked.why()));
		};
	}

	private static Check unasked(String description, String why) {
		return Check.warning(description, "it could not be asked: " + why,
				"its policy needs a rule that allows operator GET /mesh/**: docs/authz.md", "policy-denies-operator");
	}

	private static Optional<Check> fault(NeededCall call, String description, JsonNode verdict) {
		String outcome = verdict.path("outcome").asString("");
		String detail = "%s: %s".formatted(outcome, reason(call, verdict));
		if (!verdict.path("letsThrough").asBoolean(false)) {
			return Optional.of(Check.error(description, detail, fix(call, verdict), "policy-denies"));
		}
		return outcome.equals("would-deny")
				? Optional.of(Check.warning(description, detail, fix(call, verdict), "policy-denies"))
				: Optional.empty();
	}

	private static String reason(NeededCall call, JsonNode verdict) {
		if (verdict.path("handshake").asString("passes").equals("unknown-trust-domain")) {
			return "the service holds no trust bundle of the caller's trust domain";
		}
		return switch (verdict.path("reason").asString("")) {
			case "no-rule" -> "no rule of %s has this route".formatted(call.to().serviceAccount());
			case "caller-not-allowed" ->
				"rule %s has the route, but not for %s".formatted(verdict.path("rule").asString("?"), call.from());
			case String other -> other;
		};
	}

	private static String fix(NeededCall call, JsonNode verdict) {
		String to = call.to().serviceAccount();
		String rule = verdict.path("rule").asString("-");
		String change = rule.equals("-") ? "add a rule with this route that allows %s".formatted(call.from())
				: "add %s to allow of rule %s".formatted(call.from(), rule);
		return "%s in the policy of %s (cosymesh.policy.rules, or its cosymesh.policy.file); ./cosymesh authz explain --from %s --to %s \"%s\""
			.formatted(change, to, call.from(), to, call.request());
	}

}
