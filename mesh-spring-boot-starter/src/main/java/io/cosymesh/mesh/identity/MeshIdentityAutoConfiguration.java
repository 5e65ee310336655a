package io.cosymesh.mesh.identity;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.renewal.RenewalSchedule;
import io.cosymesh.identity.renewal.SvidRenewer;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that gives the application a name in the mesh and the SVID that
 * proves it.
 */
@AutoConfiguration
@EnableConfigurationProperties(IdentityProperties.class)
public final class MeshIdentityAutoConfiguration {

	private static final String SCHEDULER = "svidScheduler";

	@Bean
	@ConditionalOnMissingBean
	InstantSource instantSource() {
		return InstantSource.system();
	}

	@Bean
	@ConditionalOnMissingBean
	RandomGenerator randomGenerator() {
		return new SecureRandom();
	}

	@Bean
	@ConditionalOnMissingBean
	WorkloadName workloadName(IdentityProperties properties) {
		try {
			return new WorkloadName(TrustDomain.parse(properties.trustDomain()), properties.namespace(),
					properties.serviceAccount());
		}
		catch (RuntimeException ex) {
			throw new MeshConfigurationException("cosymesh.identity",
					"trust domain '%s', namespace '%s' and service account '%s' make no SPIFFE ID: %s".formatted(
							properties.trustDomain(), properties.namespace(), properties.serviceAccount(),
							ex.getMessage()),
					"Use lower-case letters, digits and '-'; the trust domain may have dots but no underscore");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	SvidSource svidSource(WorkloadName self, InstantSource clock) {
		return new SvidSource(self, clock);
	}

	@Bean
	@ConditionalOnMissingBean
	SvidIssuer svidIssuer(IdentityProperties properties, WorkloadName self, SvidSource source, InstantSource clock) {
		return new IdentityCaConnection(properties, self, clock).open(source);
	}

	@Bean(name = SCHEDULER, destroyMethod = "shutdownNow", defaultCandidate = false)
	ScheduledExecutorService svidScheduler() {
		return Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("svid-renewal").daemon().factory());
	}

	@Bean
	SvidRenewer svidRenewer(SvidIssuer issuer, SvidSource source, InstantSource clock, RandomGenerator random,
			@Qualifier(SCHEDULER) ScheduledExecutorService scheduler) {
		return new SvidRenewer(issuer, source, new RenewalSchedule(clock, random), scheduler);
	}

	@Bean
	SvidLifecycle svidLifecycle(SvidRenewer renewer, SvidSource source, IdentityProperties properties) {
		return new SvidLifecycle(renewer, source, properties.initialTimeout());
	}

	@Bean
	SvidHealthIndicator svidHealthIndicator(SvidSource source, InstantSource clock) {
		return new SvidHealthIndicator(source, clock);
	}

	@Bean
	SvidMetrics svidMetrics(SvidSource source, InstantSource clock) {
		return new SvidMetrics(source, clock);
	}

}
