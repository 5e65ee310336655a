package io.cosymesh.webui.status;

import java.time.Duration;
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class MeshStatusIT {

	private final Gateway gateway;

	MeshStatusIT(Gateway gateway) {
		this.gateway = gateway;
	}

	@Test
	void lockTellsWhatTheHandshakeProvedAndWhatItDidNot() throws Exception {
		awaitBackend("valid");
		JsonNode status = status();
		JsonNode own = status.path("identities").get(0);
		assertThat(own.path("service").asString()).isEqualTo("webui-service");
		assertThat(own.path("spiffeId").asString()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/webui-service");
		assertThat(own.path("state").asString()).isEqualTo("valid");
		JsonNode backend = status.path("identities").get(1);
		assertThat(backend.path("spiffeId").asString()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
		assertThat(Instant.parse(backend.path("expiresAt").asString())).isAfter(Instant.now());
		assertThat(Instant.parse(status.path("nextRenewal").asString()))
			.isBetween(Instant.now().plus(Duration.ofMinutes(30)), Instant.now().plus(Duration.ofMinutes(46)));
		this.gateway.backend().down();
		this.gateway.backend().upAs("audio-processor");
		awaitBackend("unreachable");
		this.gateway.backend().down();
		this.gateway.backend().up();
		awaitBackend("valid");
	}

	private void awaitBackend(String state) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(15))
			.untilAsserted(
					() -> assertThat(status().path("identities").get(1).path("state").asString()).isEqualTo(state));
	}

	private JsonNode status() throws Exception {
		return JsonMapper.shared()
			.readTree(Gateway.send(this.gateway.browser(), this.gateway.withKey("/api/v1/mesh-status")).body());
	}

}
