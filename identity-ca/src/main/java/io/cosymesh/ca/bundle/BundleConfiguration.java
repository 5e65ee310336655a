package io.cosymesh.ca.bundle;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.WorkloadName;

/**
 * Publishes the trust bundle before the CA opens a port, and again whenever it changes.
 */
@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

	@Bean
	BundlePublisher bundlePublisher(WorkloadName self, IssuingAuthority authority, JwtAuthority jwt,
			CaSettings settings, JdbcClient database, TransactionOperations transactions, InstantSource clock) {
		BundlePublisher publisher = new BundlePublisher(self.trustDomain(), () -> {
			authority.refresh();
			jwt.refresh();
			return new BundleContent(authority.roots(), jwt.published(), authority.distrust(), settings.refreshHint());
		}, new BundleSequence(database, transactions, clock), settings.trustBundleFile());
		authority.onChange(publisher::poll);
		jwt.onChange(publisher::poll);
		return publisher;
	}

	@Bean
	PublishedBundle publishedBundle(BundlePublisher publisher) {
		return publisher.published();
	}

}
