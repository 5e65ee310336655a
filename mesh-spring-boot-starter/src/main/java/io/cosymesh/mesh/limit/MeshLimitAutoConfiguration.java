package io.cosymesh.mesh.limit;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of how often peers may ask.
 */
@AutoConfiguration(after = MeshIdentityAutoConfiguration.class)
@EnableConfigurationProperties(LimitsProperties.class)
public final class MeshLimitAutoConfiguration {

	@Bean
	PeerLimits peerLimits(LimitsProperties properties, WorkloadName home, ObjectProvider<MeterRegistry> meters) {
		return new LimitsReader(home, TimeMeter.SYSTEM_NANOTIME, meters.getIfAvailable(CompositeMeterRegistry::new))
			.read(properties);
	}

}
