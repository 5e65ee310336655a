package io.cosymesh.backend.pronunciation;

import java.time.InstantSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.contracts.inference.InferenceEngine;

import reactor.core.scheduler.Scheduler;

/**
 * Puts the dictionaries together.
 */
@Configuration(proxyBeanMethods = false)
class PronunciationConfiguration {

	@Bean
	Pronunciations pronunciations(JdbcClient jdbc, Scheduler blockingScheduler, ObjectProvider<InstantSource> clock) {
		return new Pronunciations(new PronunciationTable(jdbc), blockingScheduler,
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	ReadingCheck readingCheck(InferenceEngine inferenceEngine) {
		return new ReadingCheck(inferenceEngine);
	}

}
