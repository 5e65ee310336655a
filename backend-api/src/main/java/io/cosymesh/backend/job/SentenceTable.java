package io.cosymesh.backend.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.cosymesh.backend.storage.AudioKey;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The spoken sentences of jobs in the database. All methods block.
 */
final class SentenceTable {

	private final JdbcClient jdbc;

	SentenceTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void insert(UUID job, Sentence sentence, Instant now) {
		this.jdbc.sql("""
				insert into job_sentence (job, number, audio, bytes, characters, millis, made_at)
				values (:job, :number, :audio, :bytes, :characters, :millis, :now)""")
			.param("job", job)
			.param("number", sentence.number())
			.param("audio", sentence.audio().sha256())
			.param("bytes", sentence.bytes())
			.param("characters", sentence.characters())
			.param("millis", sentence.millis())
			.param("now", now.atOffset(ZoneOffset.UTC))
			.update();
	}

	List<Sentence> of(UUID job, int from) {
		return this.jdbc.sql("select * from job_sentence where job = :job and number >= :from order by number")
			.param("job", job)
			.param("from", from)
			.query(SentenceTable::sentence)
			.list();
	}

	long bytes(UUID job) {
		return this.jdbc.sql("select coalesce(sum(bytes), 0) from job_sentence where job = :job")
			.param("job", job)
			.query(Long.class)
			.single();
	}

	void deleteAll(UUID job) {
		this.jdbc.sql("delete from job_sentence where job = :job").param("job", job).update();
	}

	/**
	 * Returns how long a character takes to be spoken lately, if anything was.
	 */
	Optional<Double> millisPerCharacter() {
		return this.jdbc.sql("""
				select sum(millis) as millis, sum(characters) as characters from (
				  select millis, characters from job_sentence order by made_at desc limit 200) as latest""")
			.query((row, _) -> Pace.of(row))
			.single()
			.perCharacter();
	}

	private static Sentence sentence(ResultSet row, int index) throws SQLException {
		UUID job = row.getObject("job", UUID.class);
		return new Sentence(row.getInt("number"), new AudioKey(Job.folder(job), row.getString("audio")),
				row.getLong("bytes"), row.getInt("characters"), row.getLong("millis"));
	}

	/**
	 * A spoken sentence.
	 *
	 * @param number its number in the text, counted from 0
	 * @param audio where its samples are kept
	 * @param bytes bytes of its samples
	 * @param characters characters of the text that it stands for, about
	 * @param millis how long it took to be made
	 */
	record Sentence(int number, AudioKey audio, long bytes, int characters, long millis) {

	}

	private record Pace(long millis, long characters) {

		static Pace of(ResultSet row) throws SQLException {
			return new Pace(row.getLong("millis"), row.getLong("characters"));
		}

		Optional<Double> perCharacter() {
			return (this.characters > 0) ? Optional.of((double) this.millis / this.characters) : Optional.empty();
		}

	}

}
