package io.cosymesh.ca.federation;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.WorkloadName;

/**
 * Puts federation together: reads what is configured, takes up what is known, and keeps
 * looking.
 */
@Configuration(proxyBeanMethods = false)
class FederationConfiguration {

	@Bean
	FederatedBundles federatedBundles(JdbcClient database, InstantSource clock) {
		return new FederatedBundles(new KnownBundles(database), clock);
	}

	@Bean
	Federation federation(WorkloadName self, FederationSettings settings, FederatedBundles bundles, PublishedBundle own,
			MeterRegistry meters, InstantSource clock) {
		List<Relationship> relationships = new RelationshipReader(self.trustDomain()).read(settings.trustDomains());
		new InitialBundles(bundles).open(relationships);
		return new Federation(relationships, bundles, new BundleRefresh(bundles, own, clock),
				new FederationMetrics(meters), clock);
	}

	@Bean
	FederationPolling federationPolling(FederationSettings settings, Federation federation, FederatedBundles bundles,
			TaskScheduler scheduler, InstantSource clock, RandomGenerator random) {
		RefreshSchedule schedule = new RefreshSchedule(settings.shortestRefresh(), settings.longestRefresh(), random);
		return new FederationPolling(federation, bundles, schedule, scheduler, clock);
	}

}
