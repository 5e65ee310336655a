package io.cosymesh.ca.authority;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets readiness tell whether the issuer can sign, whoever it is.
 */
@Configuration(proxyBeanMethods = false)
class IssuerHealthConfiguration {

	@Bean
	IssuerHealthIndicator issuerHealthIndicator(IssuingAuthority authority) {
		return new IssuerHealthIndicator(authority);
	}

}
