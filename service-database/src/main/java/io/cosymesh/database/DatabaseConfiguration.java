package io.cosymesh.database;

import java.util.concurrent.Executors;

import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What comes with {@link EnableServiceDatabase}.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

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
	DatabaseProblems databaseProblems() {
		return new DatabaseProblems();
	}

}
