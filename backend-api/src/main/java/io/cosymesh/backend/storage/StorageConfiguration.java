package io.cosymesh.backend.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Opens the storage: folders first, then the database by Flyway.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ StorageProperties.class, S3Properties.class, QuotaProperties.class })
class StorageConfiguration {

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	/**
	 * Runs everything that blocks (JDBC, files), on virtual threads.
	 */
	@Bean(destroyMethod = "dispose")
	Scheduler blockingScheduler() {
		return Schedulers
			.fromExecutorService(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory()));
	}

	@Bean
	JdbcConnectionDetails database(DataSourceProperties configured) {
		return DatabaseAddress.of(configured);
	}

	@Bean
	AudioStore audioStore(StorageProperties properties, S3Properties s3, ObjectProvider<InstantSource> clock) {
		if (s3.isConfigured()) {
			return new S3AudioStore(S3Connection.open(s3), s3.bucket(), s3.prefix());
		}
		makePrivate(properties.audio());
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
		return new RegularWork(sweeper::sweep, properties.sweepInterval(), blockingScheduler,
				RandomGenerator.getDefault());
	}

	@Bean
	StorageWatch storageHealthIndicator(JdbcClient jdbc, AudioStore store) {
		return new StorageWatch(jdbc, store);
	}

	@Bean
	RegularWork storageChecks(StorageWatch watch, StorageProperties properties, Scheduler blockingScheduler) {
		return new RegularWork(watch::check, properties.checkInterval(), blockingScheduler,
				RandomGenerator.getDefault());
	}

	/**
	 * Where both the database and the audio are on this machine, they can be copied here.
	 */
	@Bean
	@Conditional(LocalStorageCondition.class)
	Snapshots snapshots(StorageProperties properties, AudioStore store, Prompts prompts, JdbcClient jdbc,
			ObjectProvider<InstantSource> clock) {
		return new Snapshots(properties.directory(), (DiskAudioStore) store, prompts, jdbc,
				clock.getIfAvailable(InstantSource::system));
	}

	@Bean
	StorageProblems storageProblems() {
		return new StorageProblems();
	}

	/**
	 * The database would make its folder and its file readable for everyone.
	 */
	@Bean
	FlywayMigrationStrategy privateDatabase(StorageProperties properties) {
		return (flyway) -> {
			makePrivate(properties.directory());
			flyway.migrate();
			makeFilesPrivate(properties.directory());
		};
	}

	private static void makePrivate(Path folder) {
		try {
			Files.createDirectories(folder, OWNER_ONLY);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Storage folder can't be made: " + folder, ex);
		}
	}

	private static void makeFilesPrivate(Path folder) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
			for (Path file : files) {
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Storage files can't be protected in " + folder, ex);
		}
	}

}
