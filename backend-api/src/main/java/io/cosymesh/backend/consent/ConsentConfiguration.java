package io.cosymesh.backend.consent;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.storage.Prompts;

import reactor.core.scheduler.Scheduler;

/**
 * Puts the consents together.
 */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

	@Bean
	ConsentAudioUse consentAudioUse(JdbcClient jdbc) {
		return new ConsentAudioUse(jdbc);
	}

	@Bean
	Consents consents(JdbcClient jdbc, Prompts prompts, Scheduler blockingScheduler,
			ObjectProvider<InstantSource> clock) {
		return new Consents(new ConsentTable(jdbc), prompts, blockingScheduler,
				clock.getIfAvailable(InstantSource::system));
	}

}
