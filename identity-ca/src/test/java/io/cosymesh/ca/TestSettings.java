package io.cosymesh.ca;

import java.nio.file.Path;
import java.time.Duration;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.WorkloadName;

/**
 * Settings as an installation would have them.
 */
public final class TestSettings {

	public static final TrustDomain DOMAIN = TrustDomain.parse("cosymesh.local");

	public static final WorkloadName CA = workload("identity-ca");

	private TestSettings() {
	}

	public static WorkloadName workload(String serviceAccount) {
		return new WorkloadName(DOMAIN, "cosymesh", serviceAccount);
	}

	public static CaSettings in(Path home) {
		return with(home, Duration.ofHours(1), Duration.ofDays(3650), Duration.ofDays(365));
	}

	public static CaSettings with(Path home, Duration svidTtl, Duration rootTtl, Duration intermediateTtl) {
		return new CaSettings(home.resolve("identity-ca"), home.resolve("trust-bundle.json"),
				home.resolve("registrations"), svidTtl, Duration.ofMinutes(5),
				new CaSettings.Authority(rootTtl, intermediateTtl),
				new CaSettings.Attestation(Duration.ofSeconds(5), 1000));
	}

}
