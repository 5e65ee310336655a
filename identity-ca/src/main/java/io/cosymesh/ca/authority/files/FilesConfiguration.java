package io.cosymesh.ca.authority.files;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.ca.authority.CertificateProfile;
import io.cosymesh.ca.authority.ConditionalOnIssuer;
import io.cosymesh.ca.authority.Issuer;
import io.cosymesh.ca.authority.RootLedger;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.WorkloadName;

/**
 * Opens the issuer {@code files} when it is chosen.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnIssuer(Issuer.FILES)
class FilesConfiguration {

	@Bean
	FilesAuthority issuingAuthority(WorkloadName self, FilesSettings files, CaSettings settings, JdbcClient database,
			MeterRegistry meters, InstantSource clock) {
		CertificateProfile profile = new CertificateProfile(new SecureRandom());
		Duration lead = Objects.requireNonNullElse(files.publishAhead(),
				settings.refreshHint().multipliedBy(RootLedger.HINTS_AHEAD));
		return new FilesAuthority(files.directory(), settings.svidTtl(),
				new SetChecks(self, settings.svidTtl(), profile, trialKeys(), clock),
				new RootLedger(database, settings.svidTtl(), lead, clock), profile,
				new ReloadReport(files.directory(), meters), clock);
	}

	private static KeyPair trialKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no P-256", ex);
		}
	}

}
