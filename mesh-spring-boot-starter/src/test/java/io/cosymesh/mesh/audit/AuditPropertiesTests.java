package io.cosymesh.mesh.audit;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class AuditPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource("defaults", Map.of("cosymesh.audit.file", "logs/audit.jsonl"))))
		.withUserConfiguration(Configuration.class);

	@Test
	void defaultIsAFile() {
		this.runner.run((context) -> assertThat(context.getBean(AuditProperties.class).ownFile())
			.contains(Path.of("logs/audit.jsonl")));
	}

	@Test
	void emptyNameTakesTheDefaultsPlaceAndMeansTheLogOfTheService() {
		this.runner.withPropertyValues("cosymesh.audit.file=")
			.run((context) -> assertThat(context.getBean(AuditProperties.class).ownFile()).isEmpty());
	}

	@EnableConfigurationProperties(AuditProperties.class)
	static class Configuration {

	}

}
