package io.cosymesh.ca.state;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Is down while the database is away, because a CA without it can only refuse.
 */
final class StoreHealthIndicator implements HealthIndicator {

	private static final int PATIENCE_SECONDS = 2;

	private final DataSource database;

	StoreHealthIndicator(DataSource database) {
		this.database = database;
	}

	@Override
	public Health health() {
		try (Connection connection = this.database.getConnection()) {
			return connection.isValid(PATIENCE_SECONDS) ? Health.up().build() : down();
		}
		catch (SQLException ex) {
			return down();
		}
	}

	private static Health down() {
		return Health.down().withDetail("reason", "store-unavailable").build();
	}

}
