package io.cosymesh.ca.authority.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.ca.authority.AuthorityUnusableException;

/**
 * The authorities as rows.
 */
final class AuthorityTable {

	private static final String RESTORE = "Restore the database from a backup.";

	private final JdbcClient database;

	AuthorityTable(JdbcClient database) {
		this.database = database;
	}

	List<Authority> all() {
		return this.database.sql("select * from authority order by not_before, id").query(AuthorityTable::read).list();
	}

	void insert(Authority authority, String sealedKey) {
		this.database.sql("""
				insert into authority (id, kind, state, public_pem, sealed_key, issuer_id, not_before, not_after,
				published_at, activated_at)
				values (:id, :kind, :state, :pem, :key, :issuer, :notBefore, :notAfter, :published, :activated)""")
			.param("id", authority.id())
			.param("kind", authority.kind().label())
			.param("state", authority.state().label())
			.param("pem", AuthorityPem.write(authority.identity()))
			.param("key", sealedKey)
			.param("issuer", authority.identity().issuerId())
			.param("notBefore", utc(authority.validity().notBefore()))
			.param("notAfter", utc(authority.notAfter()))
			.param("published", time(authority.history().publishedAt()))
			.param("activated", time(authority.history().activatedAt()))
			.update();
	}

	/** Stores a new state, and forgets the private key unless it may still sign. */
	void enter(AuthorityState state, String id, Instant now) {
		String column = switch (state) {
			case PREPARED -> throw new IllegalArgumentException("Authorities start prepared");
			case ACTIVE -> "activated_at";
			case OLD -> "retired_at";
			case TAINTED -> "tainted_at";
			case REVOKED -> "revoked_at";
		};
		String forget = (state != AuthorityState.ACTIVE) ? ", sealed_key = null" : "";
		this.database.sql("update authority set state = ?, %s = ?%s where id = ?".formatted(column, forget))
			.params(state.label(), utc(now), id)
			.update();
	}

	void delete(String id) {
		this.database.sql("delete from authority where id = ?").param(id).update();
	}

	void published(String id, Instant now) {
		this.database.sql("update authority set published_at = ? where id = ? and published_at is null")
			.params(utc(now), id)
			.update();
	}

	/**
	 * Notes that something signed lives until a moment.
	 * @return false if the authority is not active any more, so that it can't be noted
	 */
	boolean usedUntil(String id, Instant until) {
		int noted = this.database.sql("""
				update authority set used_until = :until
				where id = :id and state = 'active' and (used_until is null or used_until < :until)""")
			.param("until", utc(until))
			.param("id", id)
			.update();
		return noted == 1 || this.database.sql("select used_until from authority where id = ? and state = 'active'")
			.param(id)
			.query((row, number) -> row.getObject("used_until", OffsetDateTime.class))
			.optional()
			.filter((others) -> !others.toInstant().isBefore(until))
			.isPresent();
	}

	Optional<String> sealedKey(String id) {
		return this.database.sql("select sealed_key from authority where id = ? and sealed_key is not null")
			.param(id)
			.query(String.class)
			.optional();
	}

	void reseal(String id, String sealedKey) {
		this.database.sql("update authority set sealed_key = ? where id = ?").params(sealedKey, id).update();
	}

	private static Authority read(ResultSet row, int number) throws SQLException {
		String id = row.getString("id");
		try {
			Authority.Identity identity = AuthorityPem.read(row.getString("public_pem"), row.getString("issuer_id"));
			if (!KeyDigest.id(identity.publicKey()).equals(id)) {
				throw new IllegalArgumentException("The id is another key's");
			}
			Authority.Validity validity = new Authority.Validity(required(row, "not_before"),
					required(row, "not_after"));
			Authority.History history = new Authority.History(time(row, "published_at"), time(row, "activated_at"),
					time(row, "retired_at"), time(row, "tainted_at"), time(row, "revoked_at"));
			return new Authority(id, AuthorityKind.valueOf(upper(row, "kind")),
					AuthorityState.valueOf(upper(row, "state")), identity, validity, history, time(row, "used_until"));
		}
		catch (IllegalArgumentException ex) {
			throw new AuthorityUnusableException(
					"The row of authority %s in the database can't be read: %s.".formatted(id, ex.getMessage()),
					RESTORE, ex);
		}
	}

	private static String upper(ResultSet row, String column) throws SQLException {
		return row.getString(column).toUpperCase(Locale.ROOT);
	}

	private static Instant required(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
		return (instant != null) ? utc(instant) : null;
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
