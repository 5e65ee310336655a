package io.cosymesh.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.cosymesh.cli.stack.MeshService;
import tools.jackson.databind.JsonNode;

/**
 * Whether the CA can sign, and for how long.
 */
final class IssuerChecks {

	private IssuerChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		String tells = "identity-ca lists its authorities";
		switch (observation.authorities()) {
			case Answer.Given given -> {
				checks.add(Check.good(tells));
				checks.addAll(active(given.answer(), observation.time()));
			}
			case Answer.Refused refused -> checks.add(Check.error(tells, refused.why(),
					"its rule authorities has to allow operator: docs/authorities.md", "policy-denies-operator"));
			case Answer.Silent silent ->
				checks.add(Check.error(tells, silent.why(), "./cosymesh restart identity-ca", "service-down"));
			case Answer.NotAsked notAsked -> checks.add(Check.error(tells, notAsked.why(),
					"see identity, above: without identity-ca nobody gets an SVID", "operator-without-svid"));
		}
		component(observation, "issuer").ifPresent(checks::add);
		component(observation, "store").ifPresent(checks::add);
		return new Category("issuer", checks);
	}

	private static List<Check> active(JsonNode answer, Instant now) {
		List<JsonNode> active = answer.path("authorities")
			.values()
			.stream()
			.filter((authority) -> authority.path("state").asString("").equals("active"))
			.filter((authority) -> !authority.path("kind").asString("").equals("root"))
			.toList();
		List<Check> checks = new ArrayList<>();
		for (JsonNode authority : active) {
			checks.add(of(authority, now));
		}
		if (active.stream().noneMatch((authority) -> authority.path("kind").asString("").equals("intermediate"))) {
			checks.add(Check.warning("an intermediate is active", "identity-ca lists none",
					"an issuer outside of it signs, or ./cosymesh ca rotate intermediate makes one", "no-issuer"));
		}
		return checks;
	}

	private static Check of(JsonNode authority, Instant now) {
		String kind = authority.path("kind").asString("?");
		String id = authority.path("id").asString("?");
		String description = "%s %s is within its validity period".formatted(kind, id);
		String end = authority.path("notAfter").asString("");
		if (end.isEmpty()) {
			return Check.good("%s %s is active".formatted(kind, id));
		}
		Instant notAfter = Instant.parse(end);
		if (!now.isBefore(notAfter)) {
			return Check.error(description, "it ended at " + end, "./cosymesh ca rotate " + kind, "issuer-expired");
		}
		// Keys of JWTs live 30 days and are replaced without help.
		boolean soon = kind.equals("intermediate") && !now.plus(TrustAnchorChecks.SOON).isBefore(notAfter);
		return soon ? Check.warning("%s %s is valid for at least 60 days".formatted(kind, id), "it ends at " + end,
				"identity-ca replaces it in time by itself; ./cosymesh ca rotate %s does it now".formatted(kind),
				"issuer-expiring") : Check.good(description, "until " + end);
	}

	private static Optional<Check> component(Observation observation, String component) {
		JsonNode found = observation.services()
			.stream()
			.filter((service) -> service.service() == MeshService.IDENTITY_CA)
			.map((service) -> service.report().readiness().components().path(component))
			.findFirst()
			.orElseThrow();
		if (found.isMissingNode()) {
			return Optional.empty();
		}
		String description = "identity-ca's %s works".formatted(component);
		return Optional.of(found.path("status").asString("").equals("UP") ? Check.good(description)
				: Check.error(description, found.path("details").toString(),
						component.equals("issuer") ? "docs/external-issuers.md" : "docs/identity-ca-replicas.md",
						component.equals("issuer") ? "no-issuer" : "store-away"));
	}

}
