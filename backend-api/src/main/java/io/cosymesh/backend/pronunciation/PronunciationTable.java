package io.cosymesh.backend.pronunciation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.caller.Caller;

/**
 * The dictionaries in the database. All methods block.
 */
final class PronunciationTable {

	private static final String TENANT = "tenant";

	private static final String OWNER = "owner";

	private static final String WORD = "word";

	private final JdbcClient jdbc;

	PronunciationTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<StoredPronunciation> of(Caller owner) {
		return this.jdbc.sql("select * from pronunciation where tenant = :tenant and owner = :owner order by word")
			.param(TENANT, owner.tenant())
			.param(OWNER, owner.name())
			.query(PronunciationTable::pronunciation)
			.list();
	}

	int count(Caller owner) {
		return this.jdbc.sql("select count(*) from pronunciation where tenant = :tenant and owner = :owner")
			.param(TENANT, owner.tenant())
			.param(OWNER, owner.name())
			.query(Integer.class)
			.single();
	}

	/** Changes an entry; tells whether there is one. */
	boolean update(Caller owner, StoredPronunciation entry) {
		return write("""
				update pronunciation set reading = :reading, language = :language, updated_at = :updatedAt
				where tenant = :tenant and owner = :owner and word = :word""", owner, entry) > 0;
	}

	void insert(Caller owner, StoredPronunciation entry) {
		write("""
				insert into pronunciation (tenant, owner, word, reading, language, updated_at)
				values (:tenant, :owner, :word, :reading, :language, :updatedAt)""", owner, entry);
	}

	boolean delete(Caller owner, String word) {
		return this.jdbc.sql("delete from pronunciation where tenant = :tenant and owner = :owner and word = :word")
			.param(TENANT, owner.tenant())
			.param(OWNER, owner.name())
			.param(WORD, word)
			.update() > 0;
	}

	private int write(String sql, Caller owner, StoredPronunciation entry) {
		return this.jdbc.sql(sql)
			.param(TENANT, owner.tenant())
			.param(OWNER, owner.name())
			.param(WORD, entry.word())
			.param("reading", entry.reading())
			.param("language", entry.language())
			.param("updatedAt", entry.updatedAt().atOffset(ZoneOffset.UTC))
			.update();
	}

	private static StoredPronunciation pronunciation(ResultSet row, int index) throws SQLException {
		return new StoredPronunciation(row.getString(WORD), row.getString("reading"), row.getString("language"),
				row.getObject("updated_at", OffsetDateTime.class).toInstant());
	}

}
