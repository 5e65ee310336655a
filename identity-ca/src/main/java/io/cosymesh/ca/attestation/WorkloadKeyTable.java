package io.cosymesh.ca.attestation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.identity.WorkloadName;

/**
 * The keys that operators registered or removed, in the database that all replicas share.
 */
final class WorkloadKeyTable {

	private static final String COLUMNS = """
			select namespace, service_account, public_key, registered_at, registered_by, removed_at from workload_key
			""";

	// Stands where an operator's name would, in the mark of a key that only a file
	// registered.
	private static final String FILE = "file";

	private final JdbcClient database;

	private final TrustDomain trustDomain;

	WorkloadKeyTable(JdbcClient database, TrustDomain trustDomain) {
		this.database = database;
		this.trustDomain = trustDomain;
	}

	List<Row> all() {
		return this.database.sql(COLUMNS + "order by namespace, service_account, registered_at, thumbprint")
			.query((row, number) -> row(row))
			.list();
	}

	List<Row> find(WorkloadName workload) {
		return this.database
			.sql(COLUMNS + "where namespace = ? and service_account = ? order by registered_at, thumbprint")
			.params(workload.namespace(), workload.serviceAccount())
			.query((row, number) -> row(row))
			.list();
	}

	/**
	 * Registers a key, again if it was removed; one that is registered stays as it is.
	 */
	void register(WorkloadName workload, RegisteredKey key, String operator, Instant now) {
		int revived = this.database.sql("""
				update workload_key set registered_at = ?, registered_by = ?, removed_at = null, removed_by = null
				where namespace = ? and service_account = ? and thumbprint = ? and removed_at is not null""")
			.params(utc(now), operator, workload.namespace(), workload.serviceAccount(), key.thumbprint())
			.update();
		if (revived == 0) {
			insert(workload, key, operator, now);
		}
	}

	/** Marks a key as removed, also one that only a file registers. */
	void remove(WorkloadName workload, RegisteredKey key, String operator, Instant now) {
		insert(workload, key, FILE, now);
		this.database.sql("""
				update workload_key set removed_at = ?, removed_by = ?
				where namespace = ? and service_account = ? and thumbprint = ? and removed_at is null""")
			.params(utc(now), operator, workload.namespace(), workload.serviceAccount(), key.thumbprint())
			.update();
	}

	private void insert(WorkloadName workload, RegisteredKey key, String by, Instant now) {
		try {
			this.database.sql("""
					insert into workload_key
					(namespace, service_account, thumbprint, public_key, registered_at, registered_by)
					values (?, ?, ?, ?, ?, ?)""")
				.params(workload.namespace(), workload.serviceAccount(), key.thumbprint(), key.encoded(), utc(now), by)
				.update();
		}
		catch (DuplicateKeyException ex) {
			// It is there, which is what was asked for.
		}
	}

	private Row row(ResultSet row) throws SQLException {
		return new Row(new WorkloadName(this.trustDomain, row.getString("namespace"), row.getString("service_account")),
				RegisteredKey.decode(row.getString("public_key")), row.getString("registered_by"),
				row.getObject("registered_at", OffsetDateTime.class).toInstant(),
				Optional.ofNullable(row.getObject("removed_at", OffsetDateTime.class))
					.map(OffsetDateTime::toInstant)
					.orElse(null));
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	/**
	 * A key that was registered or removed.
	 */
	record Row(WorkloadName workload, RegisteredKey key, String registeredBy, Instant registeredAt,
			@Nullable Instant removedAt) {

		boolean counts() {
			return this.removedAt == null;
		}

		WorkloadKey toWorkloadKey() {
			boolean byFile = this.registeredBy.equals(FILE);
			return new WorkloadKey(this.workload, this.key.thumbprint(), this.key.algorithm().jwsName(),
					byFile ? null : this.registeredBy, byFile ? null : this.registeredAt, this.removedAt);
		}

	}

}
