package io.cosymesh.webui.access.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.github.bucket4j.Bucket;

import io.cosymesh.webui.access.database.TestDatabase;

/**
 * An audit log that tests read.
 */
public final class TestTrail {

	private final AuditTable table;

	private final AuditTrail trail;

	private TestTrail(AuditTable table, InstantSource clock) {
		this.table = table;
		this.trail = new AuditTrail(table,
				Bucket.builder().addLimit((limit) -> limit.capacity(5).refillGreedy(5, Duration.ofHours(1))).build(),
				clock);
	}

	public static TestTrail in(TestDatabase database, InstantSource clock) {
		return new TestTrail(new AuditTable(database.jdbc()), clock);
	}

	public AuditTrail trail() {
		return this.trail;
	}

	public static Origin by(String tenant, String name) {
		return new Origin(tenant, name, "test", "127.0.0.1", null);
	}

	/** Returns what was done to what, newest first. */
	public List<String> events() {
		this.trail.flush();
		return this.table.page(new AuditSearch(100, Long.MAX_VALUE, "", "", ""))
			.stream()
			.map((entry) -> "%s %s %s by %s".formatted(entry.action(), entry.outcome(), entry.subject(), entry.actor()))
			.toList();
	}

}
