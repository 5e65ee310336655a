package io.cosymesh.system;

import java.util.List;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code ./cosymesh authz} says of the running stack.
 */
@Order(5)
@ExtendWith(StackExtension.class)
class AuthzIT {

	private final Cosymesh stack;

	AuthzIT(Cosymesh stack) {
		this.stack = stack;
	}

	@Test
	void allowedRequestIsExplainedByItsRule() {
		Cosymesh.Result result = explain("backend-api", "inference-engine", "POST /v1/synthesize");
		assertThat(result.exitCode()).as(result.err()).isZero();
		assertThat(result.out()).contains("HANDSHAKE  passes",
				"DECISION   allowed by rule synthesize, route POST /v1/synthesize");
	}

	@Test
	void deniedRequestIsExplainedByTheRuleThatHasTheRoute() {
		Cosymesh.Result result = explain("webui-service", "inference-engine", "POST /v1/synthesize");
		assertThat(result.exitCode()).as(result.err()).isEqualTo(5);
		assertThat(result.out()).contains("HANDSHAKE  passes",
				"DECISION   denied: rule synthesize has the route POST /v1/synthesize, but not for this caller");
		assertThat(result.err()).contains("cosymesh: inference-engine refuses it");
	}

	@Test
	void unknownRouteIsDeniedBecauseNoRuleHasIt() {
		Cosymesh.Result result = explain("backend-api", "audio-processor", "GET /no/such/route");
		assertThat(result.exitCode()).isEqualTo(5);
		assertThat(result.out()).contains("DECISION   denied: no rule has this route");
	}

	@Test
	void pathThatCanBeReadInTwoWaysIsDeniedWhoeverAsks() {
		Cosymesh.Result result = explain("backend-api", "inference-engine", "POST //v1/synthesize");
		assertThat(result.exitCode()).isEqualTo(5);
		assertThat(result.out()).contains("DECISION   denied: the path can be read in two ways");
	}

	@Test
	void foreignCallerIsRefusedAtTheHandshake() {
		Cosymesh.Result result = explain("spiffe://partner.example/ns/cosymesh/sa/backend-api", "inference-engine",
				"POST /v1/synthesize");
		assertThat(result.exitCode()).isEqualTo(5);
		assertThat(result.out())
			.contains("HANDSHAKE  refused: the service holds no trust bundle of the caller's trust domain");
	}

	@Test
	void scriptsReadTheSameAsJson() {
		Cosymesh.Result result = this.stack.run("authz", "explain", "--from", "operator", "--to", "identity-ca", "GET",
				"/v1/admin/authorities", "-o", "json");
		assertThat(result.exitCode()).as(result.err()).isZero();
		JsonNode verdict = JsonMapper.shared().readTree(result.out()).path("inForce");
		assertThat(verdict.path("rule").asString()).isEqualTo("authorities");
		assertThat(verdict.path("letsThrough").asBoolean()).isTrue();
	}

	@Test
	void policiesOfAllServicesAreListed() {
		List<String> lines = this.stack.succeed("authz").out().lines().toList();
		assertThat(lines.getFirst()).matches("ROUTE +SERVER +RULE +CALLERS +MODE +ALLOWED +DENIED");
		assertThat(lines)
			.anyMatch(
					(line) -> line.matches("POST /v1/synthesize +inference-engine +synthesize +backend-api +enforce.*"))
			.anyMatch((line) -> line.matches("POST /api/v1/clone +backend-api +public-api +webui-service +enforce.*"))
			.anyMatch((line) -> line.matches("POST /v1/encode +audio-processor +pipeline +backend-api +enforce.*"))
			.anyMatch((line) -> line.matches("POST /v1/jwt-svid +identity-ca +jwt-svid +\\* +enforce.*"));
	}

	private Cosymesh.Result explain(String from, String to, String request) {
		return this.stack.run("authz", "explain", "--from", from, "--to", to, request);
	}

}
