package io.cosymesh.backend.storage;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tries regularly whether database and audio store answer, logs when that changes, and
 * shows it in readiness. It never takes the service out of use: every replica has the
 * same storage, and all of them gone would be worse than those that say what is wrong.
 */
final class StorageWatch implements HealthIndicator {

	private static final Logger logger = LoggerFactory.getLogger(StorageWatch.class);

	private static final Status DEGRADED = new Status("DEGRADED");

	private static final String DATABASE = "database";

	private static final String AUDIO = "audio";

	private final JdbcClient jdbc;

	private final AudioStore store;

	private final Map<String, String> troubles = new ConcurrentHashMap<>();

	StorageWatch(JdbcClient jdbc, AudioStore store) {
		this.jdbc = jdbc;
		this.store = store;
	}

	void check() {
		checkDatabase();
		checkAudio();
	}

	@Override
	public Health health() {
		Map<String, String> current = new TreeMap<>(this.troubles);
		return current.isEmpty() ? Health.up().build() : Health.status(DEGRADED).withDetails(current).build();
	}

	private void checkDatabase() {
		try {
			this.jdbc.sql("select count(*) from storage_lock").query().singleValue();
			recovered(DATABASE);
		}
		catch (DataAccessException ex) {
			failed(DATABASE, "unreachable", ex);
		}
	}

	private void checkAudio() {
		try {
			this.store.check();
			recovered(AUDIO);
		}
		catch (StorageException ex) {
			if (!ex.reason().equals(StorageException.INTERRUPTED)) {
				failed(AUDIO, ex.reason(), ex);
			}
		}
	}

	private void failed(String what, String reason, Exception failure) {
		if (!reason.equals(this.troubles.put(what, reason))) {
			logger.warn("event=storage-degraded what={} reason={} cause=\"{}\"", what, reason, rootCause(failure));
		}
	}

	private void recovered(String what) {
		if (this.troubles.remove(what) != null) {
			logger.info("event=storage-recovered what={}", what);
		}
	}

	private static String rootCause(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root.toString().replaceAll("\\s+", " ");
	}

}
