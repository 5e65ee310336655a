package io.cosymesh.webui.access.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import io.cosymesh.webui.access.Account;

/**
 * The people in the database. All methods block.
 */
final class PersonTable {

	private static final String NAME = "name";

	private static final String TENANT = "tenant";

	private static final String ROLE = "role";

	private final JdbcClient jdbc;

	PersonTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	Optional<Person> find(String name) {
		return this.jdbc.sql("select * from person where name = :name")
			.param(NAME, name)
			.query(PersonTable::person)
			.optional();
	}

	/** Finds a person, and keeps others from changing them until the transaction ends. */
	Optional<Person> lock(String name) {
		return this.jdbc.sql("select * from person where name = :name for update")
			.param(NAME, name)
			.query(PersonTable::person)
			.optional();
	}

	/** Returns people by name, of a tenant or of all when it is empty. */
	List<Person> page(String tenant, String after, int limit) {
		return this.jdbc.sql("""
				select * from person where name > :after and (:tenant = '' or tenant = :tenant)
				order by name limit :limit""")
			.param("after", after)
			.param(TENANT, tenant)
			.param("limit", limit)
			.query(PersonTable::person)
			.list();
	}

	boolean isEmpty() {
		return this.jdbc.sql("select count(*) from person").query(Long.class).single() == 0;
	}

	void insert(Person person) {
		values(this.jdbc.sql("""
				insert into person (name, tenant, role, enabled, password_hash, created_at, password_at)
				values (:name, :tenant, :role, :enabled, :hash, :createdAt, :passwordAt)"""), person)
			.param(TENANT, person.tenant())
			.param("createdAt", person.createdAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	void update(Person person) {
		values(this.jdbc.sql("""
				update person set role = :role, enabled = :enabled, password_hash = :hash, password_at = :passwordAt
				where name = :name"""), person).update();
	}

	/**
	 * Replaces a password, and nothing else.
	 * @return whether it was still the one of before
	 */
	boolean replacePassword(Person before, Person after) {
		return this.jdbc.sql("""
				update person set password_hash = :hash, password_at = :passwordAt
				where name = :name and password_hash = :before""")
			.param(NAME, before.name())
			.param("before", before.passwordHash())
			.param("hash", after.passwordHash())
			.param("passwordAt", after.passwordAt().atOffset(ZoneOffset.UTC))
			.update() > 0;
	}

	void delete(Person person) {
		this.jdbc.sql("delete from person where name = :name").param(NAME, person.name()).update();
	}

	/**
	 * Returns the names of those who run the place, and keeps others from changing them
	 * until the transaction ends.
	 */
	List<String> lockRunners() {
		return this.jdbc.sql("""
				select name from person where tenant = :tenant and role = :role and enabled = true
				order by name for update""")
			.param(TENANT, Account.DEFAULT_TENANT)
			.param(ROLE, Role.ADMIN.name())
			.query(String.class)
			.list();
	}

	private static StatementSpec values(StatementSpec statement, Person person) {
		return statement.param(NAME, person.name())
			.param(ROLE, person.role().name())
			.param("enabled", person.enabled())
			.param("hash", person.passwordHash())
			.param("passwordAt", person.passwordAt().atOffset(ZoneOffset.UTC));
	}

	private static Person person(ResultSet row, int index) throws SQLException {
		return new Person(row.getString(NAME), row.getString(TENANT), Role.valueOf(row.getString(ROLE)),
				row.getBoolean("enabled"), row.getString("password_hash"),
				row.getObject("created_at", OffsetDateTime.class).toInstant(),
				row.getObject("password_at", OffsetDateTime.class).toInstant());
	}

}
