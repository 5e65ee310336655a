package io.cosymesh.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.stack.MeshNames;
import tools.jackson.databind.JsonNode;

/**
 * Whether everybody has a name that can be proved.
 */
final class IdentityChecks {

	private static final String CA_AWAY = "it heals by itself once identity-ca issues again: "
			+ "./cosymesh status, ./cosymesh restart identity-ca";

	private IdentityChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		String operator = "the operator can get an SVID";
		checks.add(observation.operator()
			.fault()
			.map((why) -> Check.error(operator, why, observation.guidance().operatorIdentity(),
					"operator-without-svid"))
			.orElseGet(() -> Check.good(operator)));
		observation.services().forEach((service) -> checks.add(of(service, observation)));
		return new Category("identity", checks);
	}

	private static Check of(ObservedService service, Observation observation) {
		Instant now = observation.time();
		String description = service.name() + " holds a valid SVID";
		JsonNode svid = service.report().readiness().components().path("svid").path("details");
		if (svid.isMissingNode()) {
			return Check.warning(description, "it can't be told: %s says nothing of itself".formatted(service.name()),
					"see deployment, above", "service-down");
		}
		String id = svid.path("spiffeId").asString("");
		String expected = MeshNames.of(service.service(), observation.operator().name()).spiffeId().toString();
		if (!id.equals(expected)) {
			return Check.error(description, "it is %s, not %s".formatted(id, expected),
					"something else answers on its port, or cosymesh.identity.* is set", "wrong-identity");
		}
		return switch (svid.path("state").asString("valid")) {
			case "valid" -> Check.good(description, "until " + svid.path("expiresAt").asString("?"));
			case "expiring" -> Check.warning(description,
					"it ends %s and its renewal fails or is late%s".formatted(end(svid, now), reason(svid)), hint(svid),
					"svid-expiring");
			case String state -> Check.error(description, problem(state, svid, now), hint(svid), "svid-expired");
		};
	}

	private static String problem(String state, JsonNode svid, Instant now) {
		return switch (state) {
			case "expired" -> "it ended %s and was not renewed%s".formatted(end(svid, now), reason(svid));
			case "withdrawn" -> "its Workload API took it back" + reason(svid);
			case "no-svid-yet" -> "it has never had one" + reason(svid);
			default -> state + reason(svid);
		};
	}

	private static String reason(JsonNode svid) {
		String reason = svid.path("reason").asString("");
		return reason.isEmpty() ? "" : ": " + reason;
	}

	private static String hint(JsonNode svid) {
		String code = svid.path("reasonCode").asString("");
		return code.isEmpty() ? CA_AWAY
				: "identity-ca refuses it with %s: docs/refusals.md says what that wants".formatted(code);
	}

	private static String end(JsonNode svid, Instant now) {
		return time(svid).map((end) -> {
			Duration left = Duration.between(now, end);
			return left.isNegative() ? left.negated().toSeconds() + " s ago, at " + end
					: "in " + left.toSeconds() + " s, at " + end;
		}).orElse("at an unknown time");
	}

	private static Optional<Instant> time(JsonNode svid) {
		String text = svid.path("expiresAt").asString("");
		return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
	}

}
