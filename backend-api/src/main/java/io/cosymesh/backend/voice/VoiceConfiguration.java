package io.cosymesh.backend.voice;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.JdkIdGenerator;

import io.cosymesh.backend.storage.Prompts;

import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the voices together.
 */
@Configuration(proxyBeanMethods = false)
class VoiceConfiguration {

	@Bean
	VoiceTable voiceTable(JdbcClient jdbc, JsonMapper json) {
		return new VoiceTable(jdbc, json);
	}

	@Bean
	Voices voices(VoiceTable table, Prompts prompts, Scheduler blockingScheduler, ObjectProvider<InstantSource> clock) {
		return new Voices(table, prompts, blockingScheduler, clock.getIfAvailable(InstantSource::system),
				new JdkIdGenerator());
	}

}
