package io.cosymesh.mesh.policy;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the application's policy.
 */
@AutoConfiguration(after = MeshIdentityAutoConfiguration.class)
@EnableConfigurationProperties(PolicyProperties.class)
public final class MeshPolicyAutoConfiguration {

	@Bean
	MeshPolicy meshPolicy(PolicyProperties properties, WorkloadName home) {
		return new PolicyReader(home).read(properties);
	}

}
