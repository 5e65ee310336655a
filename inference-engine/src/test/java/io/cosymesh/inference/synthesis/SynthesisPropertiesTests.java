package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.inference.engine.AdmissionLimits;
import io.cosymesh.inference.engine.EngineProfile;
import io.cosymesh.inference.engine.Engines;
import io.cosymesh.inference.engine.FakeEngine;
import io.cosymesh.inference.synthesis.SynthesisProperties.Limits;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SynthesisPropertiesTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final SynthesisProperties properties = new SynthesisProperties(List.of("embedded"), 100, 20, MINUTE,
			Map.of("slow", new Limits(2, null), "eager", new Limits(null, 0)), MINUTE);

	@Test
	void engineTakesOnWhatItIsGoodFor() {
		assertThat(limits("plain", 0)).isEqualTo(new AdmissionLimits(100, 20, MINUTE, MINUTE));
		assertThat(limits("plain", 8)).isEqualTo(new AdmissionLimits(8, 20, MINUTE, MINUTE));
		assertThat(limits("plain", 800)).isEqualTo(new AdmissionLimits(100, 20, MINUTE, MINUTE));
	}

	@Test
	void whatIsConfiguredForItCountsMore() {
		assertThat(limits("slow", 8)).isEqualTo(new AdmissionLimits(2, 20, MINUTE, MINUTE));
		assertThat(limits("eager", 8)).isEqualTo(new AdmissionLimits(8, 0, MINUTE, MINUTE));
	}

	@Test
	void limitOfAnEngineThatIsNotUsedIsRefused() throws Exception {
		LoadedEngines engines = new LoadedEngines(
				Map.of("fake", new Engines(() -> new FakeEngine(1, true), InstantSource.system())));
		engines.require("fake");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> engines.require("fkae"))
			.withMessageContaining("names no such engine, but fake");
	}

	private AdmissionLimits limits(String name, int concurrency) {
		EngineCapabilities nothing = new EngineCapabilities(EngineCapabilities.Cloning.NEURAL, List.of(),
				new EngineCapabilities.Range(1, 1), false, List.of(), false, List.of(), List.of(), false);
		return this.properties
			.limitsOf(new EngineProfile(name, "1", "Speaks", 24_000, List.of("en"), nothing, concurrency));
	}

}
