package io.cosymesh.backend.consent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.storage.Prompts;

/**
 * The consents in the database. No statement is without the caller, so that none can
 * reach what isn't theirs. All methods block.
 */
final class ConsentTable {

	private static final String OWN = "tenant = :tenant and owner = :owner";

	private final JdbcClient jdbc;

	ConsentTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void insert(StoredConsent consent) {
		this.jdbc.sql("""
				insert into voice_consent (id, tenant, owner, name, language, recording, address, created_at)
				values (:id, :tenant, :owner, :name, :language, :recording, :address, :createdAt)""")
			.params(of(consent.owner()))
			.param("id", consent.id())
			.param("name", consent.name())
			.param("language", consent.language())
			.param("recording", consent.recording().sha256())
			.param("address", consent.address())
			.param("createdAt", consent.createdAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	Optional<StoredConsent> find(Caller caller, UUID id) {
		return this.jdbc.sql("select * from voice_consent where id = :id and " + OWN)
			.params(of(caller))
			.param("id", id)
			.query(ConsentTable::consent)
			.optional();
	}

	/** Lists the caller's own, newest first, from the one after on. */
	List<StoredConsent> find(Caller caller, int limit, @Nullable StoredConsent after) {
		Map<String, @Nullable Object> values = of(caller);
		values.put("limit", limit);
		String older = "";
		if (after != null) {
			older = " and (created_at < :createdAt or (created_at = :createdAt and id < :id))";
			values.put("createdAt", after.createdAt().atOffset(ZoneOffset.UTC));
			values.put("id", after.id());
		}
		return this.jdbc
			.sql("select * from voice_consent where " + OWN + older + " order by created_at desc, id desc limit :limit")
			.params(values)
			.query(ConsentTable::consent)
			.list();
	}

	void rename(Caller caller, UUID id, String name) {
		this.jdbc.sql("update voice_consent set name = :name where id = :id and " + OWN)
			.params(of(caller))
			.param("id", id)
			.param("name", name)
			.update();
	}

	void delete(Caller caller, UUID id) {
		this.jdbc.sql("delete from voice_consent where id = :id and " + OWN)
			.params(of(caller))
			.param("id", id)
			.update();
	}

	private static Map<String, @Nullable Object> of(Caller caller) {
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("tenant", caller.tenant());
		values.put("owner", caller.name());
		return values;
	}

	private static StoredConsent consent(ResultSet row, int index) throws SQLException {
		return new StoredConsent(row.getObject("id", UUID.class),
				new Caller(row.getString("tenant"), row.getString("owner")), row.getString("name"),
				row.getString("language"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
				row.getString("address"), Prompts.key(row.getString("recording")));
	}

}
