package io.cosymesh.cli.stack;

import java.nio.file.Path;
import java.util.List;

import io.cosymesh.cli.stack.ServiceState.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceStateTests {

	@Test
	void processIsShownAsItIs() {
		ServiceState process = new ServiceState("backend-api", 4711L, 9443, State.RUNNING, "id", "end");
		assertThat(ServiceState.of(List.of(new ServiceReport(MeshService.BACKEND_API, process, answer("a", "b")))))
			.containsExactly(process);
		assertThat(JsonMapper.shared().valueToTree(process).propertyNames()).containsExactlyInAnyOrder("name", "pid",
				"port", "state", "spiffeId", "expiresAt");
	}

	@Test
	void instancesOfAServiceAreSummedUp() {
		List<ServiceState> states = ServiceState
			.of(List.of(report(MeshService.IDENTITY_CA, State.RUNNING, "ca-a", "2026-11-30T13:00:00Z", 0, null),
					report(MeshService.BACKEND_API, State.RUNNING, "api-a", "2026-11-30T12:40:00Z", 1, null),
					report(MeshService.BACKEND_API, State.STOPPED, "api-b", null, 3, "it has no node")));
		assertThat(states).hasSize(2);
		assertThat(states.getFirst().ready()).isEqualTo("1/1");
		assertThat(states.getLast()).isEqualTo(new ServiceState("backend-api", null, 8443, State.UNHEALTHY, "id",
				"2026-11-30T12:40:00Z", "api-a, api-b", "1/2", 4, "it has no node"));
	}

	@Test
	void serviceIsAsWellAsItsWorstInstanceThatStillMayBecomeWell() {
		assertThat(sum(State.RUNNING, State.RUNNING)).isEqualTo(State.RUNNING);
		assertThat(sum(State.RUNNING, State.STARTING)).isEqualTo(State.STARTING);
		assertThat(sum(State.RUNNING, State.STOPPED)).isEqualTo(State.UNHEALTHY);
		assertThat(sum(State.UNHEALTHY, State.STOPPED)).isEqualTo(State.UNHEALTHY);
		assertThat(sum(State.STOPPED, State.STOPPED)).isEqualTo(State.STOPPED);
	}

	@Test
	void whatDoesNotRunIsRestartedOnce() {
		assertThat(ServiceReport.ailing(List.of(report(MeshService.IDENTITY_CA, State.RUNNING, "a", null, 0, null),
				report(MeshService.BACKEND_API, State.STOPPED, "b", null, 0, null),
				report(MeshService.BACKEND_API, State.STOPPED, "c", null, 0, null))))
			.containsExactly(MeshService.BACKEND_API);
	}

	@Test
	void credentialsAndAccessHideTheKey() {
		assertThat(new Credentials("https://x", "cosy_1", Path.of("/ca"), "pass")).asString()
			.doesNotContain("cosy_1", "pass");
		assertThat(new GatewayAccess("https://x", "cosy_1", Path.of("/ca"))).asString().doesNotContain("cosy_1");
	}

	private static State sum(State one, State other) {
		return ServiceState.of(List.of(report(MeshService.BACKEND_API, one, "a", null, 0, null),
				report(MeshService.BACKEND_API, other, "b", null, 0, null)))
			.getFirst()
			.state();
	}

	private static ServiceReport report(MeshService service, State state, String instance, @Nullable String end,
			int restarts, @Nullable String reason) {
		Readiness readiness = (state == State.RUNNING) ? answer("id", end) : Readiness.silent("no answer");
		return new ServiceReport(service, ServiceState.of(service, 8443, state, readiness, instance, restarts, reason),
				readiness, true);
	}

	private static Readiness answer(String id, @Nullable String end) {
		return new Readiness(true, "", id, end, JsonMapper.shared().createObjectNode());
	}

}
