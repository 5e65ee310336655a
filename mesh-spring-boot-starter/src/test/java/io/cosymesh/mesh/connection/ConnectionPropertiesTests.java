package io.cosymesh.mesh.connection;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionPropertiesTests {

	@Test
	void membersMayResetMoreThanStrangers() {
		ConnectionProperties bounds = bind(Map.of());
		assertThat(bounds.resetsOf(false)).isEqualTo(200);
		assertThat(bounds.resetsOf(true)).isEqualTo(30_000);
	}

	@Test
	void whatIsSetHoldsForBoth() {
		ConnectionProperties bounds = bind(Map.of("cosymesh.server.connections.max-resets", "7"));
		assertThat(bounds.resetsOf(false)).isEqualTo(7);
		assertThat(bounds.resetsOf(true)).isEqualTo(7);
	}

	private static ConnectionProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("cosymesh.server.connections",
				ConnectionProperties.class);
	}

}
