package io.cosymesh.backend.voice;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.storage.PromptUse;
import io.cosymesh.backend.storage.Prompts;

import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the voices together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VoiceProperties.class)
class VoiceConfiguration {

	@Bean
	VoiceTable voiceTable(JdbcClient jdbc, JsonMapper json) {
		return new VoiceTable(jdbc, json);
	}

	@Bean
	PromptUse voiceAudioUse(JdbcClient jdbc) {
		return new VoiceAudioUse(jdbc);
	}

	@Bean
	BuiltInCatalogue builtInCatalogue(VoiceProperties properties) {
		return BuiltInCatalogue.read(properties.builtIn());
	}

	@Bean
	BuiltInTable builtInTable(JdbcClient jdbc, JsonMapper json, ObjectProvider<InstantSource> clock) {
		return new BuiltInTable(jdbc, json, clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	BuiltInVoices builtInVoices(BuiltInCatalogue catalogue, BuiltInTable table, Prompts prompts,
			CloningPipeline pipeline, Scheduler blockingScheduler) {
		return new BuiltInVoices(catalogue, table, prompts, pipeline, blockingScheduler);
	}

	@Bean
	Voices voices(VoiceTable table, BuiltInVoices builtIns, Prompts prompts, Scheduler blockingScheduler) {
		return new Voices(table, builtIns, prompts, blockingScheduler);
	}

	@Bean
	VoiceEventTable voiceEventTable(JdbcClient jdbc) {
		return new VoiceEventTable(jdbc);
	}

	@Bean
	VoiceRegister voiceRegister(VoiceTable table, VoiceEventTable events, BuiltInCatalogue catalogue, Prompts prompts,
			Scheduler blockingScheduler, ObjectProvider<InstantSource> clock) {
		return new VoiceRegister(table, events, catalogue, prompts, blockingScheduler,
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	ApplicationRunner forgottenBuiltInVoices(BuiltInVoices builtIns) {
		return (arguments) -> builtIns.forgetOthers();
	}

}
