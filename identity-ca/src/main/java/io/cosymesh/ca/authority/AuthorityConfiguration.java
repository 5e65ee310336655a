package io.cosymesh.ca.authority;

import java.security.SecureRandom;
import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.WorkloadName;

/**
 * Opens the built-in authority.
 */
@Configuration(proxyBeanMethods = false)
class AuthorityConfiguration {

	@Bean
	@ConditionalOnIssuer(Issuer.BUILT_IN)
	IssuingAuthority issuingAuthority(WorkloadName self, CaSettings settings, StateDirectory state,
			InstantSource clock) {
		return new BuiltInAuthority(self.trustDomain(), settings, new SignerFiles(state.directory("authority")), clock,
				new SecureRandom());
	}

}
