package io.cosymesh.audio.intake;

import java.io.IOException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.scheduler.Scheduler;

import io.cosymesh.audio.acceptance.RecordingLimits;

/**
 * The spool of this process.
 */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

	@Bean
	Spool spool(SpoolProperties properties, RecordingLimits limits, Scheduler workScheduler) throws IOException {
		return Spool.in(properties.directory(), limits.maxSize(), workScheduler);
	}

}
