package io.cosymesh.webui.access.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Opens the database: its folder first, then its tables by Flyway.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	@Bean(destroyMethod = "dispose")
	Scheduler blockingScheduler() {
		return Schedulers
			.fromExecutorService(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("blocking-", 0).factory()));
	}

	@Bean
	DatabaseWork databaseWork(Scheduler blockingScheduler, PlatformTransactionManager transactions) {
		return new DatabaseWork(blockingScheduler, new TransactionTemplate(transactions));
	}

	@Bean
	JdbcConnectionDetails database(DataSourceProperties configured) {
		return DatabaseAddress.of(configured);
	}

	@Bean
	DatabaseWatch databaseHealthIndicator(JdbcClient jdbc) {
		return new DatabaseWatch(jdbc);
	}

	@Bean
	RegularWork databaseChecks(DatabaseWatch watch, DatabaseProperties properties, DatabaseWork work) {
		return new RegularWork("database-check", watch::check, properties.checkInterval(), work);
	}

	@Bean
	DatabaseProblems databaseProblems() {
		return new DatabaseProblems();
	}

	/**
	 * The database would make its folder and its file readable for everyone.
	 */
	@Bean
	FlywayMigrationStrategy privateDatabase(DatabaseProperties properties) {
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
			throw new UncheckedIOException("Database folder can't be made: " + folder, ex);
		}
	}

	private static void makeFilesPrivate(Path folder) {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
			for (Path file : files) {
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Database files can't be protected in " + folder, ex);
		}
	}

}
