package io.cosymesh.system;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import io.cosymesh.identity.test.http.PathTricks;
import io.cosymesh.identity.test.tls.RawTls;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers who spell a path that isn't theirs in every way: from outside through the
 * gateway, and with an SVID that gets them past the handshake. What the services decided
 * tells whether any of it got to a handler. A failure names its seed.
 */
@Tag("attackers")
@Order(4)
@ExtendWith(StackExtension.class)
class ProtectedPathsIT {

	private static final int VARIATIONS = 30;

	private static final List<String> FROM_OUTSIDE = List.of("POST /internal/reload-model", "POST /internal/snapshots",
			"POST /internal/engines/reload", "GET /debug/probe", "GET /mesh/authz");

	private static final List<String> OUT_OF_THE_API = List.of("/api/..", "/api/%2e%2e", "/api/.%2E", "/api/..;",
			"/api/..;x=y", "/api/x/../..", "/api/%2f..", "/api/..%2f..", "/api/\\..", "/api/%252e%252e", "/api");

	private final Cosymesh stack;

	private final long seed = new Random().nextLong();

	ProtectedPathsIT(Cosymesh stack) {
		this.stack = stack;
	}

	@ParameterizedTest
	@FieldSource("FROM_OUTSIDE")
	void nobodyGetsThroughTheGatewayToWhatIsForOperators(String request) throws IOException {
		Audit backend = this.stack.audit("backend-api");
		Outsider outsider = Outsider.of(this.stack);
		PathTricks tricks = tricks("/api", "/api/v1", "/api/v1/nothing", "");
		Map<String, Integer> answers = tryAll(outsider.gateway(), outsider.headers("from-outside"), request, tricks);
		for (String way : OUT_OF_THE_API) {
			ask(outsider.gateway(), outsider.headers("from-outside"), request.replace(" ", " " + way));
		}
		ask(outsider.gateway(), outsider.headers("from-outside-last"), "GET /api/v1/voices");
		backend.await("from-outside-last");
		assertThat(backend.decisions("from-outside")).as("%s, seed %d", answers, this.seed)
			.isNotEmpty()
			.noneMatch(ProtectedPathsIT::isAllowed);
	}

	@ParameterizedTest
	@EnumSource
	void nobodyGetsAroundTheRule(Trespasser trespasser) throws IOException {
		Audit audit = this.stack.audit(trespasser.port.service());
		RawTls server = trespasser.port.as(this.stack, trespasser.caller);
		String id = "trespasser-" + trespasser.ordinal();
		PathTricks tricks = tricks(trespasser.elsewhere);
		Map<String, Integer> answers = tryAll(server, new String[] { "x-request-id", id }, trespasser.request, tricks);
		assertThat(answers).as("seed %d", this.seed).containsKey("403").doesNotContainKeys("200", "201", "202", "204");
		ask(server, new String[] { "x-request-id", id + "-last" }, trespasser.request);
		assertThat(audit.await(id + "-last").path("decision").asString()).isEqualTo("denied");
		assertThat(audit.decisions(id)).as("seed %d", this.seed)
			.isNotEmpty()
			.noneMatch((decision) -> isAllowed(decision) && decision.path("rule").asString().equals(trespasser.rule));
	}

	@Test
	void whomTheRuleIsForGetsThere() throws IOException {
		Audit audit = this.stack.audit("inference-engine");
		RawTls server = MeshPort.INFERENCE_ENGINE.as(this.stack, "backend-api");
		assertThat(ask(server, new String[] { "x-request-id", "whom-it-is-for" }, "GET /debug/probe")).hasValue(200);
		assertThat(audit.await("whom-it-is-for").path("rule").asString()).isEqualTo("debug-probe");
	}

	private PathTricks tricks(String... elsewhere) {
		return new PathTricks(new Random(this.seed), Arrays.asList(elsewhere));
	}

	private static Map<String, Integer> tryAll(RawTls server, String[] headers, String request, PathTricks tricks)
			throws IOException {
		String method = request.split(" ")[0];
		String path = request.split(" ")[1];
		Map<String, Integer> answers = new HashMap<>();
		try (RawCaller caller = new RawCaller(server, headers)) {
			for (int i = 0; i < VARIATIONS; i++) {
				for (Optional<Integer> status : List.of(caller.http1(method, tricks.vary(path)),
						caller.http2(method, tricks.vary(path)))) {
					answers.merge(status.map(String::valueOf).orElse("none"), 1, Integer::sum);
				}
			}
		}
		return answers;
	}

	private static Optional<Integer> ask(RawTls server, String[] headers, String request) throws IOException {
		try (RawCaller caller = new RawCaller(server, headers)) {
			return caller.http2(request.split(" ")[0], request.split(" ")[1]);
		}
	}

	private static boolean isAllowed(JsonNode decision) {
		return Stream.of("allowed", "would-deny").anyMatch(decision.path("decision").asString("")::equals);
	}

	/**
	 * Who is let in by some rule, and wants what another one is about.
	 */
	enum Trespasser {

		/** It may read the policy. */
		GATEWAY_RELOADS_THE_MODEL(MeshPort.INFERENCE_ENGINE, "webui-service", "POST /internal/reload-model",
				"model-reload", "/mesh", "/mesh/x", ""),

		/** It may read the policy. */
		GATEWAY_PROBES_THE_ENGINE(MeshPort.INFERENCE_ENGINE, "webui-service", "GET /debug/probe", "debug-probe",
				"/mesh", "/mesh/x", ""),

		/** It may ask for everything of the public API. */
		GATEWAY_TAKES_A_SNAPSHOT(MeshPort.BACKEND_API, "webui-service", "POST /internal/snapshots", "backup", "/api/v1",
				"/mesh", ""),

		/** It may read the policy, and take snapshots. */
		OPERATOR_RELOADS_THE_MODEL_BY_BACKEND_API(MeshPort.BACKEND_API, "operator", "POST /internal/engines/reload",
				"engine-actions", "/mesh", "/mesh/x", ""),

		/** It may have speech made. */
		BACKEND_READS_THE_POLICY_OF_THE_ENGINE(MeshPort.INFERENCE_ENGINE, "backend-api", "GET /mesh/authz", "mesh",
				"/v1", "/v1/nothing", ""),

		/** It may have recordings decoded. */
		BACKEND_READS_THE_POLICY_OF_THE_PROCESSOR(MeshPort.AUDIO_PROCESSOR, "backend-api", "GET /mesh/authz", "mesh",
				"/v1", "/v1/nothing", ""),

		/** It may renew its SVID. */
		WORKLOAD_MAKES_JOIN_TOKENS(MeshPort.IDENTITY_CA, "audio-processor", "POST /v1/admin/join-tokens", "admin",
				"/v1", "/v1/nothing", "");

		private final MeshPort port;

		private final String caller;

		private final String request;

		private final String rule;

		private final String[] elsewhere;

		Trespasser(MeshPort port, String caller, String request, String rule, String... elsewhere) {
			this.port = port;
			this.caller = caller;
			this.request = request;
			this.rule = rule;
			this.elsewhere = elsewhere;
		}

	}

}
