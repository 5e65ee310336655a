package io.cosymesh.backend.caller;

import java.time.InstantSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.caller.CallerTokenVerifier;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Believes the gateway, and only it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallerProperties.class)
class CallerConfiguration {

	@Bean
	CallerFilter callerFilter(SvidSource bundles, InstantSource clock, WorkloadName self, CallerProperties properties) {
		return new CallerFilter(new CallerTokenVerifier(bundles, clock), self.spiffeId(),
				WorkloadName.idOf(properties.gateway(), self));
	}

}
