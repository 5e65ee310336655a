package io.cosymesh.ca.issuance;

import io.cosymesh.ca.PostgresServer;
import io.cosymesh.ca.TestDatabase;

/**
 * What holds on H2 holds on PostgreSQL.
 */
class LineagesPostgresIT extends LineagesTests {

	@Override
	TestDatabase database() {
		return new TestDatabase(PostgresServer.shared().newDatabase());
	}

}
