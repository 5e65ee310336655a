package io.cosymesh.ca.jwt;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.issuance.IssuanceMetrics;
import io.cosymesh.ca.issuance.Standing;
import io.cosymesh.ca.limits.RequestLimits;

/**
 * Puts the issuance of JWT-SVIDs together.
 */
@Configuration(proxyBeanMethods = false)
class JwtConfiguration {

	@Bean
	JwtSvidIssuance jwtSvidIssuance(RequestLimits limits, Standing standing, JwtAuthority authority,
			JwtSettings settings, IssuanceMetrics metrics, InstantSource clock) {
		return new JwtSvidIssuance(limits, standing, new JwtSvidSigner(authority, settings, clock), settings, metrics);
	}

}
