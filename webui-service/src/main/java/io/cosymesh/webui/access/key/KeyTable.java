package io.cosymesh.webui.access.key;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.webui.access.Scope;

/**
 * The keys in the database. All methods block.
 */
final class KeyTable {

	private static final String ID = "id";

	private static final String TENANT = "tenant";

	private static final String OWNER = "owner";

	private final JdbcClient jdbc;

	KeyTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void insert(StoredKey key) {
		KeyTerms terms = key.terms();
		this.jdbc.sql("""
				insert into api_key (id, name, tenant, owner, scopes, secret_hash, requests_per_minute,
					requests_per_day, created_by, created_at, expires_at)
				values (:id, :name, :tenant, :owner, :scopes, :hash, :perMinute, :perDay, :createdBy, :createdAt,
					:expiresAt)""")
			.param(ID, key.id())
			.param("name", terms.name())
			.param(TENANT, terms.tenant())
			.param(OWNER, terms.owner())
			.param("scopes", Scope.join(terms.scopes()))
			.param("hash", key.hash())
			.param("perMinute", terms.requestsPerMinute(), Types.INTEGER)
			.param("perDay", terms.requestsPerDay(), Types.INTEGER)
			.param("createdBy", key.createdBy())
			.param("createdAt", KeyRows.utc(key.createdAt()))
			.param("expiresAt", KeyRows.utc(terms.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
			.update();
	}

	/** Replaces the secret, unless another one was first. */
	boolean rotate(StoredKey before, StoredKey after) {
		StoredKey.Previous previous = after.previous();
		return this.jdbc.sql("""
				update api_key set secret_hash = :hash, previous_hash = :previousHash, previous_until = :previousUntil
				where id = :id and secret_hash = :before""")
			.param(ID, after.id())
			.param("before", before.hash())
			.param("hash", after.hash())
			.param("previousHash", (previous != null) ? previous.hash() : null, Types.VARCHAR)
			.param("previousUntil", (previous != null) ? KeyRows.utc(previous.until()) : null,
					Types.TIMESTAMP_WITH_TIMEZONE)
			.update() > 0;
	}

	Optional<StoredKey> find(String id) {
		return this.jdbc.sql("select * from api_key where id = :id").param(ID, id).query(KeyRows::key).optional();
	}

	/** Finds a key with its owner and its use on a day. */
	Optional<KnownKey> known(String id, LocalDate today) {
		return this.jdbc.sql("""
				select k.*, p.role, p.enabled, coalesce(u.requests, 0) as used from api_key k
				left join person p on p.name = k.owner and p.tenant = k.tenant
				left join api_key_use u on u.key_id = k.id and u.used_on = :today
				where k.id = :id""")
			.param(ID, id)
			.param("today", today)
			.query((row, _) -> KeyRows.known(row, today))
			.optional();
	}

	/** Returns keys by id, of one owner or of all when that is empty. */
	List<StoredKey> page(KeySearch search) {
		return this.jdbc.sql("""
				select * from api_key where tenant = :tenant and (:owner = '' or owner = :owner) and id > :after
				order by id limit :limit""")
			.param(TENANT, search.tenant())
			.param(OWNER, search.owner())
			.param("after", search.after())
			.param("limit", search.limit() + 1)
			.query(KeyRows::key)
			.list();
	}

	int count(String tenant, String owner) {
		return this.jdbc.sql("select count(*) from api_key where tenant = :tenant and owner = :owner")
			.param(TENANT, tenant)
			.param(OWNER, owner)
			.query(Integer.class)
			.single();
	}

	boolean delete(String id) {
		return this.jdbc.sql("delete from api_key where id = :id").param(ID, id).update() > 0;
	}

	List<String> idsOf(String tenant, String owner) {
		return this.jdbc.sql("select id from api_key where tenant = :tenant and owner = :owner")
			.param(TENANT, tenant)
			.param(OWNER, owner)
			.query(String.class)
			.list();
	}

	/**
	 * Adds to the use of a key, and returns that of all replicas; 0 when the key has
	 * gone.
	 */
	long use(String id, LocalDate day, long requests, Instant last) {
		int there = this.jdbc.sql("update api_key set last_used_at = :last where id = :id")
			.param("last", last.atOffset(ZoneOffset.UTC))
			.param(ID, id)
			.update();
		if (there == 0) {
			return 0;
		}
		// The row of the key, which was just changed, is locked: nobody else adds this
		// day.
		int added = this.jdbc
			.sql("update api_key_use set requests = requests + :requests where key_id = :id and used_on = :day")
			.param("requests", requests)
			.param(ID, id)
			.param("day", day)
			.update();
		if (added == 0) {
			this.jdbc.sql("insert into api_key_use (key_id, used_on, requests) values (:id, :day, :requests)")
				.param(ID, id)
				.param("day", day)
				.param("requests", requests)
				.update();
		}
		return this.jdbc.sql("select requests from api_key_use where key_id = :id and used_on = :day")
			.param(ID, id)
			.param("day", day)
			.query(Long.class)
			.single();
	}

	int deleteUseBefore(LocalDate day) {
		return this.jdbc.sql("delete from api_key_use where used_on < :day").param("day", day).update();
	}

}
