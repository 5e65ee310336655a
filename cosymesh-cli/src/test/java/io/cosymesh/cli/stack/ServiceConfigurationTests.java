package io.cosymesh.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServiceConfigurationTests {

	private final ServiceConfiguration configuration = new ServiceConfiguration(
			new StateDirectory(Path.of("/var/cosy")), new StackSettings(8500, 100, Duration.ofMinutes(1)));

	@Test
	void everyPortButTheGatewaysIsShifted() {
		JsonNode gateway = properties(MeshService.WEBUI_SERVICE);
		assertThat(gateway.path("server.port").asInt()).isEqualTo(8500);
		assertThat(gateway.path("management.server.port").asInt()).isEqualTo(9646);
		assertThat(gateway.path("cosymesh.peers.backend-api.url").asString()).isEqualTo("https://localhost:9543");
		assertThat(gateway.path("cosymesh.peers.inference-engine.url").asString()).isEqualTo("https://localhost:9545");
		assertThat(gateway.path("cosymesh.peers.identity-ca.url").asString()).isEqualTo("https://localhost:9540");
		assertThat(gateway.path("cosymesh.identity.ca.attestation-url").asString()).isEqualTo("https://localhost:9541");
	}

	@Test
	void workloadAttestsWithItsOwnKey() {
		assertThat(properties(MeshService.BACKEND_API).path("cosymesh.identity.attestation.workload-key").asString())
			.isEqualTo("/var/cosy/keys/backend-api.pem");
		assertThat(properties(MeshService.IDENTITY_CA).has("cosymesh.identity.attestation.workload-key")).isFalse();
	}

	@Test
	void svidLifetimeIsPassedOnlyWhenItWasAskedFor() {
		assertThat(properties(MeshService.IDENTITY_CA).path("cosymesh.ca.svid-ttl").asString()).isEqualTo("PT1M");
		ServiceConfiguration unasked = new ServiceConfiguration(new StateDirectory(Path.of("/var/cosy")),
				new StackSettings(8443, 0, null));
		assertThat(unasked.json(MeshService.IDENTITY_CA)).doesNotContain("svid-ttl");
	}

	@Test
	void settingsOfTheEnvironmentStayBesideOurs() {
		JsonNode both = JsonMapper.shared()
			.readTree(ServiceConfiguration.over("{\"cosymesh.peers.backend-api.timeout\": \"90s\", \"server.port\": 1}",
					this.configuration.json(MeshService.WEBUI_SERVICE)));
		assertThat(both.path("cosymesh.peers.backend-api.timeout").asString()).isEqualTo("90s");
		assertThat(both.path("server.port").asInt()).isEqualTo(8500);
		for (String other : List.of("[1]", "secret", "{")) {
			assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> ServiceConfiguration.over(other, "{}"))
				.withMessage("SPRING_APPLICATION_JSON holds no JSON object");
		}
	}

	@Test
	void noSecretIsPassed() {
		for (MeshService service : MeshService.all()) {
			assertThat(this.configuration.json(service)).doesNotContain("secret").doesNotContain("password");
		}
	}

	private JsonNode properties(MeshService service) {
		return JsonMapper.shared().readTree(this.configuration.json(service));
	}

}
