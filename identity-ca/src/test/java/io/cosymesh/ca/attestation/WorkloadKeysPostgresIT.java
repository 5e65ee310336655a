package io.cosymesh.ca.attestation;

import io.cosymesh.ca.PostgresServer;
import io.cosymesh.ca.TestDatabase;

/**
 * What holds on H2 holds on PostgreSQL.
 */
class WorkloadKeysPostgresIT extends WorkloadKeysTests {

	@Override
	TestDatabase database() {
		return new TestDatabase(PostgresServer.shared().newDatabase());
	}

}
