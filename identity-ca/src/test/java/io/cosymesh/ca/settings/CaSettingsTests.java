package io.cosymesh.ca.settings;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class CaSettingsTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Enabled.class)
		.withPropertyValues("cosymesh.ca.state-directory=a", "cosymesh.ca.trust-bundle-file=b",
				"cosymesh.ca.registrations=c");

	@Test
	void svidsLiveAnHourUnlessConfigured() {
		this.context
			.run((started) -> assertThat(started.getBean(CaSettings.class).svidTtl()).isEqualTo(Duration.ofHours(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "60s", "24h" })
	void svidTtlWithinBoundsIsAccepted(String ttl) {
		this.context.withPropertyValues("cosymesh.ca.svid-ttl=" + ttl)
			.run((started) -> assertThat(started).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "59s", "25h", "0s", "-1h" })
	void svidTtlOutOfBoundsStopsTheStart(String ttl) {
		this.context.withPropertyValues("cosymesh.ca.svid-ttl=" + ttl)
			.run((started) -> assertThat(started).getFailure().rootCause().hasMessageContaining("svidTtl"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(CaSettings.class)
	static class Enabled {

	}

}
