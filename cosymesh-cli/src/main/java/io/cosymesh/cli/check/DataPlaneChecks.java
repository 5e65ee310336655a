package io.cosymesh.cli.check;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.stack.MeshService;

/**
 * Whether each port is held by who it should be.
 */
final class DataPlaneChecks {

	private DataPlaneChecks() {
	}

	static Category of(Observation observation) {
		List<Check> checks = new ArrayList<>();
		for (ObservedService service : observation.services()) {
			if (service.service() != MeshService.WEBUI_SERVICE) {
				checks.add(proof(service));
			}
		}
		checks.add(gateway(observation));
		return new Category("data plane", checks);
	}

	private static Check proof(ObservedService service) {
		String description = "%s proves who it is on port %d".formatted(service.name(),
				service.report().state().port());
		return switch (service.policy()) {
			case Answer.Given _, Answer.Refused _ -> Check.good(description);
			case Answer.Silent silent -> Check.error(description, silent.why(),
					service.report().readiness().answered()
							? "it runs: its SVID or its trust bundle is at fault, see identity and trust anchors"
							: "./cosymesh restart " + service.service().serviceAccount(),
					service.report().readiness().answered() ? "handshake-fails" : "service-down");
			case Answer.NotAsked notAsked -> Check.warning(description, "it was not asked: " + notAsked.why(),
					"see identity, above", "operator-without-svid");
		};
	}

	private static Check gateway(Observation observation) {
		String description = "the gateway answers over TLS";
		return switch (observation.pipeline().engines()) {
			case Answer.Given _, Answer.Refused _ -> Check.good(description);
			case Answer.Silent silent -> observation.pipeline().reached() ? Check.good(description)
					: Check.error(description, silent.why(),
							"./cosymesh logs webui-service says why; " + "./cosymesh restart webui-service starts it",
							"gateway-down");
			case Answer.NotAsked notAsked -> Check.warning(description, notAsked.why(), "", "gateway-down");
		};
	}

}
