package io.cosymesh.mesh.identity;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.workloadapi.EndpointAddress;
import io.cosymesh.workloadapi.client.SvidWatch;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration that takes SVIDs and bundles from a SPIFFE Workload API instead of
 * an identity-ca, where there is one.
 */
@AutoConfiguration(before = MeshIdentityAutoConfiguration.class)
@Conditional(OnWorkloadApi.class)
@EnableConfigurationProperties(WorkloadApiProperties.class)
public final class WorkloadApiAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean({ SvidIssuer.class, SvidKeeper.class })
	SvidWatch svidWatch(WorkloadApiProperties properties, SvidSource source, InstantSource clock,
			RandomGenerator random,
			@Qualifier(MeshIdentityAutoConfiguration.SCHEDULER) ScheduledExecutorService scheduler) {
		return new SvidWatch(address(properties), source, clock, random, scheduler);
	}

	private static EndpointAddress address(WorkloadApiProperties properties) {
		try {
			return EndpointAddress.parse(properties.socket());
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException(OnWorkloadApi.PROPERTY, String.valueOf(ex.getMessage()),
					"Correct it, or %s if the environment sets it; leave both empty to use an identity CA"
						.formatted(EndpointAddress.VARIABLE));
		}
	}

}
