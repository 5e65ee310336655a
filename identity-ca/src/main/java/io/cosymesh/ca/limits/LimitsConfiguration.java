package io.cosymesh.ca.limits;

import io.github.bucket4j.TimeMeter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.ca.settings.CaSettings;

/**
 * Puts limits in front of attestation.
 */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

	@Bean
	AttestationLimits attestationLimits(CaSettings settings) {
		return new AttestationLimits(settings.limits(), TimeMeter.SYSTEM_NANOTIME);
	}

}
