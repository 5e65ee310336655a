package io.cosymesh.webui.access.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Tells whether the database answers. Readiness asks what was found last, so that a probe
 * never waits for the database.
 */
final class DatabaseWatch implements HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

	private static final Status DEGRADED = new Status("DEGRADED");

	private final JdbcClient jdbc;

	private volatile boolean answers = true;

	DatabaseWatch(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void check() {
		boolean now = asked();
		if (now != this.answers) {
			log.warn("event={}", now ? "database-answers-again" : "database-unavailable");
		}
		this.answers = now;
	}

	private boolean asked() {
		try {
			return this.jdbc.sql("select 1").query(Integer.class).single() == 1;
		}
		catch (DataAccessException | TransactionException _) {
			return false;
		}
	}

	@Override
	public Health health() {
		return this.answers ? Health.up().build()
				: Health.status(DEGRADED).withDetail("reason", "database-unavailable").build();
	}

}
