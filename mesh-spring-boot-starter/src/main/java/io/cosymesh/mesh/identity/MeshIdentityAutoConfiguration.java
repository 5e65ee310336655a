package io.cosymesh.mesh.identity;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.BundleFeed;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.renewal.BundleRefresher;
import io.cosymesh.identity.renewal.ExpiryWatch;
import io.cosymesh.identity.renewal.RenewalSchedule;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.renewal.SvidRenewer;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that gives the application a name in the mesh and the SVID that
 * proves it.
 */
@AutoConfiguration
@EnableConfigurationProperties(IdentityProperties.class)
public final class MeshIdentityAutoConfiguration {

	static final String SCHEDULER = "svidScheduler";

	private static final int THREADS = 3;

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
	@ConditionalOnMissingBean({ SvidIssuer.class, SvidKeeper.class })
	IdentityCaClient svidIssuer(IdentityProperties properties, WorkloadName self, SvidSource source,
			InstantSource clock) {
		return new IdentityCaConnection(properties, self, clock).open(source);
	}

	// One thread may be waiting for the CA's answer, another for its bundles; the third
	// says what that means.
	@Bean(name = SCHEDULER, destroyMethod = "shutdownNow", defaultCandidate = false)
	ScheduledExecutorService svidScheduler() {
		ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(THREADS,
				Thread.ofPlatform().name("svid-renewal-", 1).daemon().factory());
		scheduler.setRemoveOnCancelPolicy(true);
		return scheduler;
	}

	@Bean
	@ConditionalOnMissingBean
	RenewalSchedule renewalSchedule(InstantSource clock, RandomGenerator random) {
		return new RenewalSchedule(clock, random);
	}

	@Bean
	@ConditionalOnMissingBean(SvidKeeper.class)
	SvidRenewer svidRenewer(SvidIssuer issuer, SvidSource source, RenewalSchedule schedule,
			@Qualifier(SCHEDULER) ScheduledExecutorService scheduler) {
		return new SvidRenewer(issuer, source, schedule, scheduler);
	}

	@Bean
	ExpiryWatch expiryWatch(SvidSource source, SvidKeeper keeper, InstantSource clock,
			@Qualifier(SCHEDULER) ScheduledExecutorService scheduler) {
		return new ExpiryWatch(source, keeper, clock, scheduler);
	}

	// Where SVIDs don't come from an identity-ca, whoever brings them brings the bundles
	// as well, unless it says where to look for them.
	@Bean
	@ConditionalOnSingleCandidate(BundleFeed.class)
	BundleRefresher bundleRefresher(BundleFeed feed, SvidSource source, RenewalSchedule schedule,
			@Qualifier(SCHEDULER) ScheduledExecutorService scheduler) {
		return new BundleRefresher(feed, source, schedule, scheduler);
	}

	@Bean
	SvidLifecycle svidLifecycle(SvidSource source, SvidKeeper keeper, ExpiryWatch watch,
			ObjectProvider<BundleRefresher> refresher, IdentityProperties properties) {
		return new SvidLifecycle(source, keeper, watch, refresher.getIfAvailable(), properties.initialTimeout());
	}

	@Bean
	SvidHealthIndicator svidHealthIndicator(SvidSource source, SvidKeeper keeper, InstantSource clock) {
		return new SvidHealthIndicator(source, keeper, clock);
	}

	@Bean
	SvidMetrics svidMetrics(SvidSource source, SvidKeeper keeper, ObjectProvider<BundleRefresher> refresher) {
		return new SvidMetrics(source, keeper, refresher.getIfAvailable());
	}

}
