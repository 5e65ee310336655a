package io.cosymesh.backend.job;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

import javax.sql.DataSource;

import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.storage.Quota;
import io.cosymesh.backend.voice.Voices;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.IdGenerator;
import org.springframework.util.JdkIdGenerator;

/**
 * Puts the jobs together.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobProperties.class)
class JobsConfiguration {

	private final IdGenerator ids = new JdkIdGenerator();

	@Bean
	JobTable jobTable(JdbcClient jdbc, JsonMapper json) {
		return new JobTable(jdbc, json);
	}

	@Bean
	QueueTable queueTable(JdbcClient jdbc) {
		return new QueueTable(jdbc);
	}

	@Bean
	EventTable jobEventTable(JdbcClient jdbc, JsonMapper json) {
		return new EventTable(jdbc, json);
	}

	@Bean
	JobLedger jobLedger(JobTable jobs, EventTable events, JdbcClient jdbc, Quota quota,
			PlatformTransactionManager transactions, ObjectProvider<InstantSource> clock) {
		return new JobLedger(jobs, new SentenceTable(jdbc), events, quota, new TransactionTemplate(transactions),
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	JobQueue jobQueue(JdbcClient jdbc, JobProperties properties) {
		return new JobQueue(jdbc, new SentenceTable(jdbc), properties);
	}

	@Bean
	JobEnding jobEnding(JobLedger ledger, AudioStore store, Prompts prompts, JsonMapper json) {
		return new JobEnding(ledger, store, prompts, json);
	}

	@Bean
	JobRetention jobRetention(JobTable table, JdbcClient jdbc, JobEnding ending, AudioStore store,
			JobProperties properties, ObjectProvider<InstantSource> clock) {
		return new JobRetention(table, new RequestTable(jdbc), ending, store, properties.retention(),
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	JobScheduler jobScheduler(JobLedger ledger, JobEnding ending, CloningPipeline pipeline, Prompts prompts,
			AudioStore store, Scheduler blockingScheduler, JobProperties properties, DataSource dataSource,
			ObjectProvider<InstantSource> clock) {
		JobRunner runner = new JobRunner(ledger, ending, pipeline, prompts, store, blockingScheduler, properties);
		return new JobScheduler(runner, dataSource, properties, this.ids.generateId().toString(),
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	Jobs jobs(JobTable table, JdbcClient jdbc, JobLedger ledger, JobQueue queue, Prompts prompts,
			JobProperties properties, JobScheduler scheduler) {
		return new Jobs(table, new RequestTable(jdbc), ledger, queue, prompts, properties.queue(), this.ids, scheduler);
	}

	@Bean
	JobFeed jobFeed(JobLedger ledger, EventTable events, JobQueue queue, Scheduler blockingScheduler,
			JobProperties properties) {
		return new JobFeed(ledger, events, queue, blockingScheduler, properties);
	}

	@Bean
	JobAudio jobAudio(JobLedger ledger, CloningPipeline pipeline, AudioStore store, Scheduler blockingScheduler,
			JobProperties properties) {
		return new JobAudio(ledger, pipeline, store, blockingScheduler, properties);
	}

	@Bean
	JobWriter jobWriter(Voices voices, Pronunciations pronunciations, ObjectProvider<RandomGenerator> random) {
		return new JobWriter(voices, pronunciations, random.getIfUnique(SecureRandom::new));
	}

	@Bean
	JobMetrics jobMetrics(JdbcClient jdbc, ObjectProvider<InstantSource> clock) {
		return new JobMetrics(jdbc, clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	JobDesk jobDesk(Jobs jobs, JobTable table, JobEnding ending, JobQueue queue, Scheduler blockingScheduler,
			JobProperties properties) {
		return new JobDesk(jobs, table, ending, queue, blockingScheduler, properties);
	}

}
