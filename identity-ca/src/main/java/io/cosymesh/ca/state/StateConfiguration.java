package io.cosymesh.ca.state;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.ca.settings.CaSettings;

/**
 * Opens the private directory, and the database: the one in the directory, or the one
 * that is configured for several replicas.
 */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

	@Bean
	StateDirectory stateDirectory(CaSettings settings) {
		return StateDirectory.open(settings.stateDirectory());
	}

	@Bean
	JdbcConnectionDetails stateDatabase(StateDirectory directory, DataSourceProperties configured) {
		return (configured.getUrl() != null) ? SharedDatabase.of(configured) : LocalDatabase.in(directory);
	}

	@Bean
	StoreHealthIndicator storeHealthIndicator(DataSource database) {
		return new StoreHealthIndicator(database);
	}

	@Bean
	SimpleAsyncTaskSchedulerCustomizer scheduledWorkFailures() {
		return (scheduler) -> scheduler.setErrorHandler(new ScheduledWorkFailures());
	}

}
