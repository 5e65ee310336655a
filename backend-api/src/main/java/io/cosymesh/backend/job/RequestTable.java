package io.cosymesh.backend.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import io.cosymesh.backend.caller.Caller;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Requests that came with an idempotency key, in the database. All methods block.
 */
final class RequestTable {

	private final JdbcClient jdbc;

	RequestTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Answered> find(Caller owner, String key) {
		return this.jdbc.sql("""
				select fingerprint, answer from job_request
				where tenant = :tenant and owner = :owner and idempotency_key = :key""")
			.param("tenant", owner.tenant())
			.param("owner", owner.name())
			.param("key", key)
			.query((row, _) -> new Answered(row.getString("fingerprint"), row.getObject("answer", UUID.class)))
			.optional();
	}

	void insert(Caller owner, String key, Answered request, Instant now) {
		this.jdbc.sql("""
				insert into job_request (tenant, owner, idempotency_key, fingerprint, answer, created_at)
				values (:tenant, :owner, :key, :fingerprint, :answer, :now)""")
			.param("tenant", owner.tenant())
			.param("owner", owner.name())
			.param("key", key)
			.param("fingerprint", request.fingerprint())
			.param("answer", request.answer())
			.param("now", now.atOffset(ZoneOffset.UTC))
			.update();
	}

	void delete(Caller owner, String key) {
		this.jdbc.sql("delete from job_request where tenant = :tenant and owner = :owner and idempotency_key = :key")
			.param("tenant", owner.tenant())
			.param("owner", owner.name())
			.param("key", key)
			.update();
	}

	void deleteBefore(Instant time) {
		this.jdbc.sql("delete from job_request where created_at < :time")
			.param("time", time.atOffset(ZoneOffset.UTC))
			.update();
	}

	/**
	 * A request that was answered.
	 *
	 * @param fingerprint of the request
	 * @param answer the job or batch that came of it
	 */
	record Answered(String fingerprint, UUID answer) {

	}

}
