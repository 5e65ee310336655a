package io.cosymesh.backend.storage;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.cosymesh.database.DatabaseSnapshots;
import io.cosymesh.database.EnableServiceDatabase;
import io.cosymesh.database.LocalDatabase;
import io.cosymesh.database.PrivateFolder;
import io.cosymesh.database.RegularWork;

import reactor.core.scheduler.Scheduler;

/**
 * Opens the storage: folders first, then the database by Flyway.
 */
@Configuration(proxyBeanMethods = false)
@EnableServiceDatabase
@EnableConfigurationProperties({ StorageProperties.class, S3Properties.class, QuotaProperties.class })
class StorageConfiguration {

	@Bean
	AudioStore audioStore(StorageProperties properties, S3Properties s3, ObjectProvider<InstantSource> clock) {
		if (s3.isConfigured()) {
			return new S3AudioStore(S3Connection.open(s3), s3.bucket(), s3.prefix());
		}
		new PrivateFolder(properties.audio()).make();
		return new DiskAudioStore(properties.audio(), clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	Quota quota(QuotaProperties properties, ObjectProvider<StorageUse> uses) {
		return new Quota(properties, uses);
	}

	@Bean
	Prompts prompts(AudioStore store, ObjectProvider<PromptUse> uses, Quota quota, JdbcClient jdbc,
			PlatformTransactionManager transactions, ObjectProvider<InstantSource> clock) {
		return new Prompts(store, uses, quota, jdbc, new TransactionTemplate(transactions),
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	Sweeper sweeper(ObjectProvider<Retention> retentions, AudioStore store, ObjectProvider<MeterRegistry> meters) {
		return new Sweeper(retentions, store, meters.getIfAvailable(SimpleMeterRegistry::new));
	}

	@Bean
	RegularWork sweeping(Sweeper sweeper, StorageProperties properties, Scheduler blockingScheduler) {
		return new RegularWork("sweep", sweeper::sweep, properties.sweepInterval(), blockingScheduler);
	}

	@Bean
	StorageWatch storageHealthIndicator(JdbcClient jdbc, AudioStore store) {
		return new StorageWatch(jdbc, store);
	}

	@Bean
	RegularWork storageChecks(StorageWatch watch, StorageProperties properties, Scheduler blockingScheduler) {
		return new RegularWork("storage-check", watch::check, properties.checkInterval(), blockingScheduler);
	}

	/**
	 * Where both the database and the audio are on this machine, they can be copied here.
	 */
	@Bean
	@Conditional({ LocalDatabase.class, LocalAudio.class })
	Snapshots snapshots(StorageProperties properties, AudioStore store, Prompts prompts, JdbcClient jdbc,
			ObjectProvider<InstantSource> clock) {
		DatabaseSnapshots database = new DatabaseSnapshots(properties.directory(), jdbc,
				clock.getIfAvailable(InstantSource::system));
		return new Snapshots(database, (DiskAudioStore) store, prompts);
	}

	@Bean
	@Conditional(LocalDatabase.class)
	ApplicationRunner audioElsewhere(StorageProperties properties, S3Properties s3) {
		return (_) -> AudioElsewhere.note(properties, s3);
	}

	@Bean
	StorageProblems storageProblems() {
		return new StorageProblems();
	}

	@Bean
	FlywayMigrationStrategy privateDatabase(StorageProperties properties) {
		return new PrivateFolder(properties.directory()).migration();
	}

}
