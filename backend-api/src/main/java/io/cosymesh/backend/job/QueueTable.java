package io.cosymesh.backend.job;

import java.time.OffsetDateTime;
import java.util.List;

import io.cosymesh.backend.job.QueueOverview.TenantQueue;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the jobs in the database that aren't over. All methods block.
 */
final class QueueTable {

	/** Tenants that are told of at most. */
	static final int MOST = 100;

	private final JdbcClient jdbc;

	QueueTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<TenantQueue> count() {
		return this.jdbc.sql("""
				select tenant, sum(case when state = 'queued' then 1 else 0 end) as queued,
				  sum(case when state = 'running' then 1 else 0 end) as running,
				  min(case when state = 'queued' then created_at end) as oldest
				from job where state in ('queued', 'running')
				group by tenant order by queued desc, running desc, tenant
				fetch first :most rows only""").param("most", MOST).query((row, _) -> {
			OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
			return new TenantQueue(row.getString("tenant"), row.getInt("queued"), row.getInt("running"),
					(oldest != null) ? oldest.toInstant() : null);
		}).list();
	}

}
