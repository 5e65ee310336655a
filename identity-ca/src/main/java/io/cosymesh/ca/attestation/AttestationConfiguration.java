package io.cosymesh.ca.attestation;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.WorkloadName;

/**
 * Lists the ways to prove a name.
 */
@Configuration(proxyBeanMethods = false)
class AttestationConfiguration {

	@Bean
	Attestors attestors(WorkloadName self, List<Attestor> attestors) {
		return new Attestors(self, attestors);
	}

	@Bean
	@Order(1)
	@ConditionalOnAttestor(AttestorName.WORKLOAD_KEY)
	Attestor workloadKeyAttestor(WorkloadName self, WorkloadKeys keys, CaSettings settings, UsedDocuments used,
			InstantSource clock) {
		return new WorkloadKeyAttestor(self, keys, used, clock, settings.attestation().clockSkew());
	}

	@Bean
	WorkloadKeys workloadKeys(WorkloadName self, CaSettings settings, JdbcClient database, InstantSource clock) {
		return new WorkloadKeys(new RegistrationFiles(settings.registrations()),
				new WorkloadKeyTable(database, self.trustDomain()), self.trustDomain(), clock);
	}

	@Bean
	@Order(2)
	@ConditionalOnAttestor(AttestorName.JOIN_TOKEN)
	Attestor joinTokenAttestor(JoinTokens tokens) {
		return new JoinTokenAttestor(tokens);
	}

	@Bean
	UsedDocuments usedDocuments(JdbcClient database, CaSettings settings, InstantSource clock) {
		return new UsedDocuments(database, clock, settings.attestation().replayCacheSize());
	}

	@Bean
	JoinTokens joinTokens(JdbcClient database, InstantSource clock) {
		return new JoinTokens(database, clock, new SecureRandom());
	}

}
