package io.cosymesh.audio.admission;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads and the bounds of this service.
 */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

	private static final int MAX_THREADS = 512;

	private static final int MAX_WAITING = 4096;

	@Bean(destroyMethod = "dispose")
	Scheduler workScheduler() {
		Scheduler scheduler = new Schedulers.Factory() {
		}.newThreadPerTaskBoundedElastic(MAX_THREADS, MAX_WAITING, Thread.ofVirtual().name("audio-", 0).factory());
		scheduler.init();
		return scheduler;
	}

	@Bean
	Workbench workbench(Scheduler workScheduler, AdmissionProperties properties) {
		return new Workbench(workScheduler, properties.computingOrProcessors());
	}

	@Bean
	Tickets recordingTickets(AdmissionProperties properties) {
		return new Tickets(properties.recordings());
	}

	@Bean
	Tickets encoderTickets(AdmissionProperties properties) {
		return new Tickets(properties.encoders());
	}

}
