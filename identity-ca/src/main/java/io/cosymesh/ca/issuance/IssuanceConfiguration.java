package io.cosymesh.ca.issuance;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionOperations;

import io.cosymesh.ca.attestation.Attestors;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.limits.RequestLimits;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Puts issuance together, for everybody and for the CA itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IssuanceConfiguration {

	@Bean
	SvidIssuance svidIssuance(RequestLimits limits, Attestors attestors, IssuingAuthority authority,
			PublishedBundle bundle, Lineages lineages, IssuanceMetrics metrics, InstantSource clock) {
		return new SvidIssuance(limits, attestors, new CsrPolicy(), authority, bundle, lineages, metrics, clock);
	}

	@Bean
	IssuanceMetrics issuanceMetrics(MeterRegistry meters) {
		return new IssuanceMetrics(meters);
	}

	@Bean
	Lineages lineages(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
		return new Lineages(database, transactions, clock);
	}

	@Bean
	Standing standing(Lineages lineages, Attestors attestors) {
		return new Standing(lineages, attestors);
	}

	@Bean
	SvidIssuer selfIssuer(WorkloadName self, IssuingAuthority authority, PublishedBundle bundle, InstantSource clock) {
		return new SelfIssuer(self, new CsrPolicy(), authority, bundle, clock);
	}

	@Bean
	OwnSvid ownSvid(SvidSource source, SvidIssuer selfIssuer, PublishedBundle bundle, InstantSource clock) {
		return new OwnSvid(source, selfIssuer, bundle, clock);
	}

}
