package io.cosymesh.cli.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.cosymesh.cli.check.Observation.Anchors;
import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.check.Observation.Operator;
import io.cosymesh.cli.check.Observation.Pipeline;
import io.cosymesh.cli.stack.LocalContext;
import io.cosymesh.cli.stack.MeshNames;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.Readiness;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestKeys;
import io.spiffe.spiffeid.TrustDomain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stacks as the checks may find them: a sound one, and what becomes of it.
 */
final class Observations {

	static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	private static final Answer ALLOWED = given("""
			{"inForce": {"handshake": "passes", "outcome": "allowed", "rule": "pipeline", "letsThrough": true}}""");

	private Observations() {
	}

	static Observation sound() {
		List<ObservedService> services = MeshService.all().stream().map(Observations::service).toList();
		return new Observation(NOW, new LocalContext(new Workspace(), InstantSource.fixed(NOW)).guidance(), true,
				services, new Operator(MeshNames.operator("cosymesh"), null, Duration.ofMillis(20)),
				new Anchors(bundle(Duration.ofDays(3650)), null), given("""
						{"authorities": [
						 {"id": "0a", "kind": "root", "state": "active", "notAfter": "2036-01-01T00:00:00Z"},
						 {"id": "0b", "kind": "intermediate", "state": "active", "notAfter": "2027-11-01T00:00:00Z"},
						 {"id": "0c", "kind": "jwt", "state": "active", "notAfter": "2026-12-20T00:00:00Z"}]}"""),
				new Pipeline(true, given("{\"engines\": [{\"name\": \"embedded\", \"state\": \"ready\"}]}"),
						given("{\"engine\": \"embedded\", \"audioBytes\": 4800, \"seconds\": 0.8}")));
	}

	static TrustBundle bundle(Duration left) {
		return new TrustBundle(TrustDomain.parse("cosymesh.local"),
				Set.of(CertificateRecipe.authority(NOW, "CN=Root", "spiffe://cosymesh.local")
					.validity(NOW.minus(Duration.ofDays(1)), NOW.plus(left))
					.selfSigned(TestKeys.p256())),
				7, Duration.ofMinutes(5));
	}

	static Observation with(Observation whole, MeshService changed, UnaryOperator<ObservedService> change) {
		List<ObservedService> services = whole.services()
			.stream()
			.map((service) -> (service.report().service() == changed) ? change.apply(service) : service)
			.toList();
		return new Observation(whole.time(), whole.guidance(), whole.started(), services, whole.operator(),
				whole.anchors(), whole.authorities(), whole.pipeline());
	}

	static ObservedService service(MeshService service) {
		Answer none = given("{}");
		Map<NeededCall, Answer> calls = new LinkedHashMap<>();
		NeededCall.of(service).forEach((call) -> calls.put(call, ALLOWED));
		return new ObservedService(report(service, svid(service, "valid", "2026-11-30T12:40:00Z", "")), none,
				given("{\"mode\": \"enforce\", \"generation\": 1, \"rules\": []}"), none, calls);
	}

	static ObservedService down(ObservedService service) {
		Answer silent = new Answer.Silent("nothing listens there");
		MeshService which = service.report().service();
		return new ObservedService(
				new ServiceReport(which,
						new ServiceState(service.name(), null, 9444, ServiceState.State.STOPPED, null, null),
						new Readiness(false, "no answer on management port 9544", null, null, json("{}"))),
				silent, silent, silent, Map.of());
	}

	static ObservedService with(ObservedService service, String components) {
		return new ObservedService(report(service.report().service(), components), service.identity(), service.policy(),
				service.checks(), service.calls());
	}

	static ObservedService with(ObservedService service, NeededCall call, Answer answer) {
		Map<NeededCall, Answer> calls = new LinkedHashMap<>(service.calls());
		calls.put(call, answer);
		return new ObservedService(service.report(), service.identity(), service.policy(), service.checks(), calls);
	}

	static String svid(MeshService service, String state, String expiresAt, String more) {
		String status = state.equals("valid") ? "UP" : "DOWN";
		return """
				{"readinessState": {"status": "UP"}, "svid": {"status": "%s", "details": {
				 "spiffeId": "spiffe://cosymesh.local/ns/cosymesh/sa/%s", "state": "%s", "expiresAt": "%s",
				 "bundleSequence": 7, "clockSkewSeconds": 0.1%s}}}""".formatted(status, service.serviceAccount(), state,
				expiresAt, more);
	}

	private static ServiceReport report(MeshService service, String components) {
		boolean ready = !components.contains("DOWN");
		return new ServiceReport(service,
				new ServiceState(service.serviceAccount(), 4711L, 9443,
						ready ? ServiceState.State.RUNNING : ServiceState.State.UNHEALTHY, null, null),
				new Readiness(ready, ready ? "" : "readiness DOWN (svid)", null, null, json(components)));
	}

	static Answer given(String json) {
		return new Answer.Given(json(json));
	}

	static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
