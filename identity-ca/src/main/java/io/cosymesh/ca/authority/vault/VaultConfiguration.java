package io.cosymesh.ca.authority.vault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.cosymesh.ca.authority.ConditionalOnIssuer;
import io.cosymesh.ca.authority.Issuer;
import io.cosymesh.ca.authority.RootLedger;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.WorkloadName;

/**
 * Opens the issuer {@code vault} when it is chosen.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnIssuer(Issuer.VAULT)
class VaultConfiguration {

	// Waiting for Vault must not hold up what else is scheduled.
	@Bean(defaultCandidate = false)
	ThreadPoolTaskScheduler vaultScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(2);
		scheduler.setDaemon(true);
		scheduler.setThreadNamePrefix("vault-");
		return scheduler;
	}

	@Bean(destroyMethod = "close")
	VaultClient vaultClient(VaultSettings settings, @Qualifier("vaultScheduler") ThreadPoolTaskScheduler scheduler,
			InstantSource clock) {
		return new VaultClient(settings, scheduler, clock);
	}

	@Bean
	VaultAuthority issuingAuthority(WorkloadName self, VaultSettings vault, VaultClient client, CaSettings settings,
			JdbcClient database, MeterRegistry meters, @Qualifier("vaultScheduler") ThreadPoolTaskScheduler scheduler,
			InstantSource clock) {
		Duration lead = Objects.requireNonNullElse(vault.publishAhead(),
				settings.refreshHint().multipliedBy(RootLedger.HINTS_AHEAD));
		VaultAuthority authority = new VaultAuthority(client.pki(),
				new VaultRoots(client.pki(), vault.rootsFile(), self.trustDomain(), clock),
				new RootLedger(database, settings.svidTtl(), lead, clock), new AnswerChecks(self.trustDomain()),
				new VaultCondition(vault.uri().toString(), meters), new TrialRequests(self.spiffeId()),
				settings.svidTtl(), clock);
		new VaultStart(vault).requireWorking(authority);
		var _ = scheduler.scheduleWithFixedDelay(authority::look, clock.instant().plus(vault.refreshInterval()),
				vault.refreshInterval());
		return authority;
	}

}
