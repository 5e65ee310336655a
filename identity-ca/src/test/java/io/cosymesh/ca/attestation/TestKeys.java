package io.cosymesh.ca.attestation;

import java.nio.file.Path;
import java.time.InstantSource;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;

/**
 * Workload keys of a directory and a database.
 */
final class TestKeys {

	private TestKeys() {
	}

	static WorkloadKeys in(Path registrations, TestDatabase database, InstantSource clock) {
		return new WorkloadKeys(new RegistrationFiles(registrations),
				new WorkloadKeyTable(database.client(), TestSettings.DOMAIN), TestSettings.DOMAIN, clock);
	}

}
