package io.cosymesh.webui.access.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The events in the database. All methods block.
 */
final class AuditTable {

	private final JdbcClient jdbc;

	AuditTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void insert(AuditEvent event) {
		Origin origin = event.origin();
		this.jdbc.sql("""
				insert into audit_event (happened_at, tenant, actor, proof, action, subject, outcome, reason, address,
					request_id)
				values (:at, :tenant, :actor, :proof, :action, :subject, :outcome, :reason, :address, :requestId)""")
			.param("at", event.happenedAt().atOffset(ZoneOffset.UTC))
			.param("tenant", origin.tenant())
			.param("actor", origin.actor())
			.param("proof", origin.proof())
			.param("action", event.action())
			.param("subject", event.subject())
			.param("outcome", event.outcome().word())
			.param("reason", event.reason())
			.param("address", origin.address())
			.param("requestId", origin.requestId())
			.update();
	}

	/** Returns events newest first. */
	List<AuditEntry> page(AuditSearch search) {
		return this.jdbc.sql("""
				select * from audit_event
				where id < :before and (:tenant = '' or tenant = :tenant) and (:actor = '' or actor = :actor)
					and (:action = '' or action = :action)
				order by id desc limit :limit""")
			.param("before", search.before())
			.param("tenant", search.tenant())
			.param("actor", search.actor())
			.param("action", search.action())
			.param("limit", search.limit() + 1)
			.query(AuditTable::entry)
			.list();
	}

	int deleteBefore(Instant age) {
		return this.jdbc.sql("delete from audit_event where happened_at < :age")
			.param("age", age.atOffset(ZoneOffset.UTC))
			.update();
	}

	private static AuditEntry entry(ResultSet row, int index) throws SQLException {
		return new AuditEntry(row.getLong("id"), row.getObject("happened_at", OffsetDateTime.class).toInstant(),
				row.getString("tenant"), row.getString("actor"), row.getString("proof"), row.getString("action"),
				row.getString("subject"), row.getString("outcome"), row.getString("reason"), row.getString("address"),
				row.getString("request_id"));
	}

}
