package io.cosymesh.inference.synthesis;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.cosymesh.inference.engine.EngineChoice;
import io.cosymesh.inference.engine.EngineLoader;
import io.cosymesh.inference.engine.SpeechException;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the engines to the wire. They are loaded and tested before the service listens.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SynthesisProperties.class)
class SynthesisConfiguration {

	/**
	 * Loads the engines in use; those that are configured but not in use stay unloaded.
	 */
	@Bean(destroyMethod = "close")
	LoadedEngines loadedEngines(Map<String, EngineLoader> loaders, SynthesisProperties properties, InstantSource clock)
			throws SpeechException {
		return LoadedEngines.load(loaders, properties.use(), clock);
	}

	@Bean
	EngineChoice engineChoice(LoadedEngines engines, SynthesisProperties properties, InstantSource clock) {
		properties.limits().keySet().forEach(engines::require);
		return new EngineChoice(engines.byName(), properties::limitsOf, clock);
	}

	/** Processes and signal processing block, so they run on virtual threads. */
	@Bean(destroyMethod = "dispose")
	Scheduler speechWorkers() {
		return Schedulers.fromExecutorService(
				Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("speech-", 0).factory()), "speech");
	}

	@Bean
	SpeechStreams speechStreams(Scheduler speechWorkers) {
		return new SpeechStreams(speechWorkers);
	}

	@Bean(destroyMethod = "dispose")
	Disposable idleSpeechSweep(EngineChoice engines, Scheduler speechWorkers, SynthesisProperties properties) {
		long period = Math.max(1, properties.idleTimeout().toMillis() / 4);
		return Schedulers.parallel()
			.schedulePeriodically(() -> speechWorkers.schedule(engines::closeIdle), period, period,
					TimeUnit.MILLISECONDS);
	}

	@Bean
	EngineHealthIndicator engineHealthIndicator(EngineChoice engines) {
		return new EngineHealthIndicator(engines);
	}

}
