package io.cosymesh.cli.check;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.cosymesh.cli.check.Observation.Anchors;
import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.check.Observation.Operator;
import io.cosymesh.cli.check.Observation.Pipeline;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.Guidance;
import io.cosymesh.cli.stack.MeshNames;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.Readiness;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.identity.WorkloadName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictsTests {

	private static final NeededCall ENCODE = NeededCall.of(MeshService.AUDIO_PROCESSOR).getLast();

	private static final WorkloadName OPERATOR = MeshNames.operator("cosymesh");

	@Test
	void soundStackHasNothingToComplainOf() {
		Report report = Verdicts.of(Observations.sound());
		assertThat(report.success()).isTrue();
		assertThat(report.categories()).extracting(Category::name)
			.containsExactly("deployment", "identity", "trust anchors", "issuer", "data plane", "policy", "pipeline",
					"clock");
		assertThat(complaints(report)).isEmpty();
		assertThat(print(report)).contains("identity\n--------\n√ the operator can get an SVID\n")
			.endsWith("Status check results are √\n");
	}

	@Test
	void serviceThatIsDownIsNamedWithTheCommandThatStartsIt() {
		Report report = Verdicts
			.of(Observations.with(Observations.sound(), MeshService.AUDIO_PROCESSOR, Observations::down));
		assertThat(report.success()).isFalse();
		assertThat(find(report, "audio-processor runs").hint()).contains("./cosymesh restart audio-processor");
		assertThat(find(report, "audio-processor proves who it is on port 9444")).satisfies((check) -> {
			assertThat(check.result()).isEqualTo(Result.ERROR);
			assertThat(check.detail()).isEqualTo("nothing listens there");
		});
		assertThat(find(report, "audio-processor holds a valid SVID").result()).isEqualTo(Result.WARNING);
	}

	@Test
	void expiredSvidIsNamedWithItsEndAndTheReasonItWasNotRenewed() {
		String svid = Observations.svid(MeshService.BACKEND_API, "expired", "2026-11-30T11:59:48Z",
				", \"reason\": \"Connection refused\"");
		Check check = find(Verdicts.of(Observations.with(Observations.sound(), MeshService.BACKEND_API,
				(service) -> Observations.with(service, svid))), "backend-api holds a valid SVID");
		assertThat(check.result()).isEqualTo(Result.ERROR);
		assertThat(check.detail())
			.isEqualTo("it ended 12 s ago, at 2026-11-30T11:59:48Z and was not renewed: Connection refused");
		assertThat(check.hint()).contains("./cosymesh restart identity-ca");
		assertThat(check.doc()).isEqualTo("docs/troubleshooting.md#svid-expired");
	}

	@Test
	void refusalOfTheCaLeadsToItsReasonCode() {
		String svid = Observations.svid(MeshService.BACKEND_API, "expiring", "2026-11-30T12:00:30Z",
				", \"reason\": \"The key is not registered\", \"reasonCode\": \"unknown-key\"");
		Check check = find(Verdicts.of(Observations.with(Observations.sound(), MeshService.BACKEND_API,
				(service) -> Observations.with(service, svid))), "backend-api holds a valid SVID");
		assertThat(check.result()).isEqualTo(Result.WARNING);
		assertThat(check.hint()).contains("unknown-key", "docs/refusals.md");
	}

	@Test
	void denyingPolicyIsNamedWithRuleAndFix() {
		Answer denied = Observations.given("""
				{"inForce": {"handshake": "passes", "outcome": "denied", "rule": "pipeline",
				 "reason": "caller-not-allowed", "letsThrough": false}}""");
		Check check = find(
				Verdicts.of(Observations.with(Observations.sound(), MeshService.AUDIO_PROCESSOR,
						(service) -> Observations.with(service, ENCODE, denied))),
				"backend-api may call POST /v1/encode at audio-processor");
		assertThat(check.result()).isEqualTo(Result.ERROR);
		assertThat(check.detail()).isEqualTo("denied: rule pipeline has the route, but not for backend-api");
		assertThat(check.hint()).contains("add backend-api to allow of rule pipeline in the policy of audio-processor");
	}

	@Test
	void policyWithoutTheRouteAsksForARule() {
		Answer denied = Observations.given("""
				{"inForce": {"handshake": "passes", "outcome": "denied", "rule": "-", "reason": "no-rule",
				 "letsThrough": false}}""");
		assertThat(find(
				Verdicts.of(Observations.with(Observations.sound(), MeshService.AUDIO_PROCESSOR,
						(service) -> Observations.with(service, ENCODE, denied))),
				"backend-api may call POST /v1/encode at audio-processor")
			.hint()).startsWith("add a rule with this route that allows backend-api");
	}

	@Test
	void whatCouldNotBeAskedIsNotSaidToBeAllowed() {
		Report report = Verdicts.of(Observations.with(Observations.sound(), MeshService.AUDIO_PROCESSOR,
				(service) -> Observations.with(service, ENCODE, new Answer.Refused("not allowed"))));
		assertThat(complaints(report)).containsExactly("backend-api may call POST /v1/encode at audio-processor");
		assertThat(find(report, "backend-api may call POST /v1/encode at audio-processor").detail())
			.isEqualTo("it could not be asked: not allowed");
	}

	@Test
	void auditedPolicyIsAWarning() {
		Report report = Verdicts.of(Observations.with(Observations.sound(), MeshService.BACKEND_API,
				(service) -> new ObservedService(service.report(), service.identity(),
						Observations.given("{\"mode\": \"audit\", \"rules\": []}"), service.checks(),
						service.calls())));
		assertThat(report.success()).isTrue();
		assertThat(complaints(report)).containsExactly("backend-api enforces its policy");
	}

	@Test
	void policyThatShutsOutTheOperatorIsNoSilence() {
		Report report = Verdicts.of(Observations.with(Observations.sound(), MeshService.BACKEND_API,
				(service) -> new ObservedService(service.report(), service.identity(),
						new Answer.Refused("not allowed"), service.checks(), Map.of())));
		assertThat(find(report, "backend-api proves who it is on port 9443").result()).isEqualTo(Result.SUCCESS);
		assertThat(find(report, "backend-api enforces its policy").hint()).contains("allows operator GET /mesh/**");
	}

	@Test
	void wrongClocksAreNamedAndMoreThanAMinuteIsAnError() {
		String behind = Observations.svid(MeshService.BACKEND_API, "valid", "2026-11-30T12:40:00Z", "")
			.replace("\"clockSkewSeconds\": 0.1", "\"clockSkewSeconds\": 300.5");
		Check error = find(
				Verdicts.of(Observations.with(Observations.sound(), MeshService.BACKEND_API,
						(service) -> Observations.with(service, behind))),
				"backend-api's clock agrees with identity-ca's");
		assertThat(error.result()).isEqualTo(Result.ERROR);
		assertThat(error.detail()).startsWith("it is 300 s behind");
		assertThat(error.hint()).contains("NTP");
		Check warning = find(Verdicts.of(withOperator(new Operator(OPERATOR, null, Duration.ofSeconds(-45)))),
				"this machine's clock agrees with identity-ca's");
		assertThat(warning.result()).isEqualTo(Result.WARNING);
		assertThat(warning.detail()).isEqualTo("it is 45 s ahead");
	}

	@Test
	void operatorWithoutAnSvidIsNotBlamedOnTheServices() {
		Report report = Verdicts
			.of(withOperator(new Operator(OPERATOR, "no operator identity: Connection refused", null)));
		assertThat(find(report, "the operator can get an SVID").detail()).contains("Connection refused");
		assertThat(report.faults()).containsExactly("the operator can get an SVID");
	}

	@Test
	void rootsAreLookedAtBeforeTheyEnd() {
		assertThat(find(Verdicts.of(withRoots(Duration.ofDays(20))), "trust anchors are valid for at least 60 days")
			.result()).isEqualTo(Result.WARNING);
		assertThat(find(Verdicts.of(withRoots(Duration.ofHours(-1))), "trust anchors are within their validity period"))
			.satisfies((check) -> assertThat(check.result()).isEqualTo(Result.ERROR))
			.satisfies((check) -> assertThat(check.detail()).contains("CN=Root"));
	}

	@Test
	void speechThatFailsIsAnErrorWithTheGatewaysWords() {
		Observation sound = Observations.sound();
		Report report = Verdicts.of(new Observation(sound.time(), sound.guidance(), true, sound.services(),
				sound.operator(), sound.anchors(), sound.authorities(),
				new Pipeline(true, sound.pipeline().engines(), new Answer.Silent("audio-processor is not available"))));
		assertThat(find(report, "a word can be spoken").detail()).isEqualTo("audio-processor is not available");
	}

	@Test
	void gatewayThatIsNotReachedIsNoFaultOfThoseBehindIt() {
		Report report = Verdicts.of(with(new Pipeline(false, new Answer.Silent("Remote host terminated the handshake"),
				new Answer.NotAsked("left out"))));
		assertThat(find(report, "the gateway answers over TLS").result()).isEqualTo(Result.ERROR);
		assertThat(find(report, "an engine is ready to speak").hint()).isEqualTo("see data plane, above");
		assertThat(find(Verdicts.of(with(new Pipeline(true, new Answer.Silent("backend-api is not available"),
				new Answer.NotAsked("left out")))), "the gateway answers over TLS")
			.result()).isEqualTo(Result.SUCCESS);
	}

	@Test
	void instancesOfAServiceAreToldApart() {
		Observation several = Observations.with(Observations.sound(), MeshService.BACKEND_API,
				(service) -> new ObservedService(
						new ServiceReport(MeshService.BACKEND_API,
								ServiceState.of(MeshService.BACKEND_API, 8443, ServiceState.State.STOPPED,
										service.report().readiness(), "backend-api-b", 4, "it has no node"),
								Readiness.silent("it has no node"), true),
						service.identity(), service.policy(), service.checks(), service.calls()));
		assertThat(find(Verdicts.of(several), "backend-api (backend-api-b) runs").detail()).isEqualTo("it has no node");
	}

	@Test
	void whatCommandsAreNamedFitsTheContext() {
		Observation sound = Observations.sound();
		Guidance elsewhere = (Guidance) Proxy.newProxyInstance(Guidance.class.getClassLoader(),
				new Class<?>[] { Guidance.class }, (_, method, arguments) -> method.getName().equals("wording")
						? arguments[0].toString().replace("./cosymesh ", "./cosymesh --context compose ") : "");
		Observation down = Observations.with(sound, MeshService.AUDIO_PROCESSOR, Observations::down);
		assertThat(print(Verdicts.of(new Observation(down.time(), elsewhere, true, down.services(), down.operator(),
				down.anchors(), down.authorities(), down.pipeline()))))
			.contains("./cosymesh --context compose restart audio-processor");
	}

	@Test
	void whatServicesComplainOfThemselvesIsShownWithTheRest() {
		Answer own = Observations.given("""
				{"success": false, "categories": [{"name": "data-plane", "checks": [
				 {"description": "all is well", "result": "success"},
				 {"description": "denials are rare", "result": "warning", "detail": "12 in the last minute",
				  "hint": "./cosymesh tap --outcome denied"}]}]}""");
		Report report = Verdicts.of(Observations.with(Observations.sound(), MeshService.BACKEND_API,
				(service) -> new ObservedService(service.report(), service.identity(), service.policy(), own,
						service.calls())));
		assertThat(print(report)).contains("""
				‼ backend-api: denials are rare
				    12 in the last minute
				    ./cosymesh tap --outcome denied
				""").doesNotContain("all is well");
		assertThat(report.categories()).hasSize(8);
	}

	@Test
	void jsonHasLinkerdsShape() {
		JsonNode json = JsonMapper.shared()
			.readTree(Verdicts
				.of(Observations.with(Observations.sound(), MeshService.AUDIO_PROCESSOR, Observations::down))
				.json());
		assertThat(json.path("success").asBoolean()).isFalse();
		JsonNode check = json.path("categories").path(0).path("checks").path(3);
		assertThat(json.path("categories").path(0).path("categoryName").asString()).isEqualTo("deployment");
		assertThat(check.propertyNames()).containsExactlyInAnyOrder("description", "hint", "error", "doc", "result");
		assertThat(check.path("result").asString()).isEqualTo("error");
	}

	private static Observation with(Pipeline pipeline) {
		Observation sound = Observations.sound();
		return new Observation(sound.time(), sound.guidance(), true, sound.services(), sound.operator(),
				sound.anchors(), sound.authorities(), pipeline);
	}

	private static Observation withOperator(Operator operator) {
		Observation sound = Observations.sound();
		return new Observation(sound.time(), sound.guidance(), true, sound.services(), operator, sound.anchors(),
				sound.authorities(), sound.pipeline());
	}

	private static Observation withRoots(Duration left) {
		Observation sound = Observations.sound();
		return new Observation(sound.time(), sound.guidance(), true, sound.services(), sound.operator(),
				new Anchors(Observations.bundle(left), null), sound.authorities(), sound.pipeline());
	}

	private static Check find(Report report, String description) {
		return report.categories()
			.stream()
			.flatMap((category) -> category.checks().stream())
			.filter((check) -> check.description().equals(description))
			.findFirst()
			.orElseThrow(() -> new AssertionError(print(report)));
	}

	private static List<String> complaints(Report report) {
		return report.categories()
			.stream()
			.flatMap((category) -> category.checks().stream())
			.filter((check) -> check.result() != Result.SUCCESS)
			.map(Check::description)
			.toList();
	}

	private static String print(Report report) {
		StringWriter out = new StringWriter();
		report.print(new Console(new PrintWriter(out, true), new PrintWriter(out, true), false));
		return out.toString();
	}

}
