package io.cosymesh.webui.access.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.people.Person;
import io.cosymesh.webui.access.people.Role;

/**
 * The sessions in the database. All methods block.
 */
final class SessionTable {

	private static final String TENANT = "tenant";

	private static final String NAME = "name";

	private final JdbcClient jdbc;

	SessionTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Keeps a session; without scopes the person's role says what they may do. */
	void insert(Session session, @Nullable String scopes, String address) {
		this.jdbc.sql("""
				insert into person_session (id, tenant, name, scopes, address, created_at, seen_at, expires_at)
				values (:id, :tenant, :name, :scopes, :address, :seenAt, :seenAt, :expiresAt)""")
			.param("id", session.id())
			.param(TENANT, session.account().tenant())
			.param(NAME, session.account().name())
			.param("scopes", scopes)
			.param("address", address)
			.param("seenAt", session.seenAt().atOffset(ZoneOffset.UTC))
			.param("expiresAt", session.expiresAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	/**
	 * Keeps others from changing a person until the transaction ends.
	 * @return whether they may sign in, and with the password that was checked
	 */
	boolean lock(Person person) {
		return this.jdbc.sql("""
				select name from person
				where name = :name and tenant = :tenant and password_hash = :hash and enabled = true for update""")
			.param(NAME, person.name())
			.param(TENANT, person.tenant())
			.param("hash", person.passwordHash())
			.query(String.class)
			.optional()
			.isPresent();
	}

	/** Finds a session that somebody who may still sign in has. */
	Optional<Session> find(String id) {
		return this.jdbc.sql("""
				select s.id, s.tenant, s.name, s.scopes, s.seen_at, s.expires_at, p.role
				from person_session s
				left join person p on p.name = s.name and p.tenant = s.tenant and p.enabled = true
				where s.id = :id and (s.scopes is not null or p.role is not null)""")
			.param("id", id)
			.query(SessionTable::session)
			.optional();
	}

	void seen(String id, Instant now) {
		this.jdbc.sql("update person_session set seen_at = :now where id = :id")
			.param("now", now.atOffset(ZoneOffset.UTC))
			.param("id", id)
			.update();
	}

	boolean delete(String id) {
		return this.jdbc.sql("delete from person_session where id = :id").param("id", id).update() > 0;
	}

	int deleteOf(String tenant, String name) {
		return this.jdbc.sql("delete from person_session where tenant = :tenant and name = :name")
			.param(TENANT, tenant)
			.param(NAME, name)
			.update();
	}

	/** Deletes all but the newest sessions of somebody. */
	void keepNewest(Account account, int count) {
		this.jdbc.sql("""
				delete from person_session where id in (select id from person_session
					where tenant = :tenant and name = :name order by created_at desc, id offset :count rows)""")
			.param(TENANT, account.tenant())
			.param(NAME, account.name())
			.param("count", count)
			.update();
	}

	int deleteOver(Instant now, Instant idleSince) {
		return this.jdbc.sql("delete from person_session where expires_at <= :now or seen_at <= :idleSince")
			.param("now", now.atOffset(ZoneOffset.UTC))
			.param("idleSince", idleSince.atOffset(ZoneOffset.UTC))
			.update();
	}

	private static Session session(ResultSet row, int index) throws SQLException {
		String scopes = row.getString("scopes");
		Account account = new Account(row.getString(TENANT), row.getString(NAME),
				(scopes != null) ? Scope.split(scopes) : Role.valueOf(row.getString("role")).scopes());
		return new Session(row.getString("id"), account, row.getObject("seen_at", OffsetDateTime.class).toInstant(),
				row.getObject("expires_at", OffsetDateTime.class).toInstant());
	}

}
