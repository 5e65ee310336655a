package io.cosymesh.webui.access.database;

import java.time.Duration;
import java.time.InstantSource;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
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
 * Opens the database: its folder first, then its tables by Flyway.
 */
@Configuration(proxyBeanMethods = false)
@EnableServiceDatabase
class AccessDatabaseConfiguration {

	@Bean
	DatabaseWork databaseWork(Scheduler blockingScheduler, PlatformTransactionManager transactions) {
		return new DatabaseWork(blockingScheduler, new TransactionTemplate(transactions));
	}

	@Bean
	DatabaseWatch databaseHealthIndicator(JdbcClient jdbc) {
		return new DatabaseWatch(jdbc);
	}

	@Bean
	RegularWork databaseChecks(DatabaseWatch watch, DatabaseProperties properties, DatabaseWork work) {
		return new RegularWork("database-check", watch::check, properties.checkInterval(), work.scheduler());
	}

	@Bean
	@Conditional(LocalDatabase.class)
	DatabaseSnapshots databaseSnapshots(DatabaseProperties properties, JdbcClient jdbc, InstantSource clock) {
		return new DatabaseSnapshots(properties.directory(), jdbc, clock);
	}

	@Bean
	@Conditional(LocalDatabase.class)
	RegularWork snapshotSweep(DatabaseSnapshots snapshots, DatabaseWork work) {
		return new RegularWork("snapshot-sweep", snapshots::sweep, Duration.ofMinutes(10), work.scheduler());
	}

	@Bean
	Succession succession(JdbcConnectionDetails database, DatabaseProperties properties, ApplicationContext context) {
		return new Succession(database, new PrivateFolder(properties.directory()), properties.standBy(), context);
	}

	@Bean
	FlywayMigrationStrategy privateDatabase(DatabaseProperties properties, Succession succession) {
		return succession.migration(new PrivateFolder(properties.directory()).migration());
	}

	@Bean
	static BeanPostProcessor waitingForTheDatabase(ObjectProvider<Succession> succession) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof DataSource database) ? new WaitingDataSource(database, succession::getObject)
						: bean;
			}

		};
	}

}
