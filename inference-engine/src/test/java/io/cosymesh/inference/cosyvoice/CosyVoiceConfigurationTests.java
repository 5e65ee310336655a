package io.cosymesh.inference.cosyvoice;

import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.cosymesh.inference.engine.EngineLoader;

import static org.assertj.core.api.Assertions.assertThat;

class CosyVoiceConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withBean("speechWorkers", Scheduler.class, Schedulers::immediate)
		.withUserConfiguration(CosyVoiceConfiguration.class);

	@Test
	void withoutAddressTheEngineIsOff() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(EngineLoader.class));
	}

	@Test
	void addressOnLoopbackTurnsItOn() {
		this.runner.withPropertyValues("cosymesh.engine.cosyvoice.url=http://127.0.0.1:8091")
			.run((context) -> assertThat(context).hasBean("cosyvoiceEngineLoader"));
	}

	@Test
	void addressElsewhereStopsTheStart() {
		this.runner.withPropertyValues("cosymesh.engine.cosyvoice.url=http://10.0.0.7:8091")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
				.rootCause()
				.hasMessageContaining("10.0.0.7"));
	}

	@Test
	void tritonWhoseSpeakerCacheNobodyVouchesForStopsTheStart() {
		ApplicationContextRunner triton = this.runner.withPropertyValues(
				"cosymesh.engine.cosyvoice.url=http://127.0.0.1:8001", "cosymesh.engine.cosyvoice.dialect=triton");
		triton.run((context) -> assertThat(context).getFailure()
			.hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
			.rootCause()
			.hasMessageContaining("another's voice"));
		triton.withPropertyValues("cosymesh.engine.cosyvoice.triton.speaker-cache=patched")
			.run((context) -> assertThat(context).hasBean("cosyvoiceEngineLoader"));
	}

	@Test
	void ownServerOfCosyVoiceGetsOneRequestAtATime() {
		CosyVoiceProperties properties = Driving.properties("http://127.0.0.1:8091", "dialect=fastapi");
		assertThat(properties.places()).isOne();
		assertThat(properties.probe().transcript()).isEqualTo("啊。");
		assertThat(properties.recycling().command()).isEmpty();
	}

}
