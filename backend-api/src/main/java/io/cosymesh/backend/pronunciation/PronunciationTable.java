package io.cosymesh.backend.pronunciation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The dictionaries in the database. All methods block.
 */
final class PronunciationTable {

	private static final String OWNER = "owner";

	private static final String WORD = "word";

	private final JdbcClient jdbc;

	PronunciationTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<StoredPronunciation> of(String owner) {
		return this.jdbc.sql("select * from pronunciation where owner = :owner order by word")
			.param(OWNER, owner)
			.query(PronunciationTable::pronunciation)
			.list();
	}

	int count(String owner) {
		return this.jdbc.sql("select count(*) from pronunciation where owner = :owner")
			.param(OWNER, owner)
			.query(Integer.class)
			.single();
	}

	/** Changes an entry; tells whether there is one. */
	boolean update(String owner, StoredPronunciation entry) {
		return write("""
				update pronunciation set reading = :reading, language = :language, updated_at = :updatedAt
				where owner = :owner and word = :word""", owner, entry) > 0;
	}

	void insert(String owner, StoredPronunciation entry) {
		write("""
				insert into pronunciation (owner, word, reading, language, updated_at)
				values (:owner, :word, :reading, :language, :updatedAt)""", owner, entry);
	}

	boolean delete(String owner, String word) {
		return this.jdbc.sql("delete from pronunciation where owner = :owner and word = :word")
			.param(OWNER, owner)
			.param(WORD, word)
			.update() > 0;
	}

	private int write(String sql, String owner, StoredPronunciation entry) {
		return this.jdbc.sql(sql)
			.param(OWNER, owner)
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
