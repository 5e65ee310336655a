package io.cosymesh.backend.voice;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.JdkIdGenerator;

import io.cosymesh.backend.storage.PromptLock;
import io.cosymesh.backend.storage.PromptStore;

import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the voices together.
 */
@Configuration(proxyBeanMethods = false)
class VoiceConfiguration {

	@Bean
	Voices voices(JdbcClient jdbc, JsonMapper json, PromptStore prompts, PromptLock lock, Scheduler blockingScheduler,
			ObjectProvider<InstantSource> clock) {
		return new Voices(new VoiceTable(jdbc, json), prompts, lock, blockingScheduler,
				clock.getIfAvailable(InstantSource::system), new JdkIdGenerator());
	}

	@Bean
	ApplicationRunner forgottenPrompts(Voices voices) {
		return (arguments) -> voices.deleteForgottenPrompts();
	}

}
