package io.cosymesh.backend.job;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What listeners to jobs are told, in the database. All methods block.
 */
final class EventTable {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	EventTable(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	/** Adds an event; whoever calls holds the job's row. */
	void add(UUID job, Type type, Map<String, Object> data) {
		int last = this.jdbc.sql("select coalesce(max(number), 0) from job_event where job = :job")
			.param("job", job)
			.query(Integer.class)
			.single();
		this.jdbc.sql("insert into job_event (job, number, type, data) values (:job, :number, :type, :data)")
			.param("job", job)
			.param("number", last + 1)
			.param("type", type.name())
			.param("data", this.json.writeValueAsString(data))
			.update();
	}

	/**
	 * Leaves of all but the last event only the sentences that are kept, if any are: an
	 * end that was none would send listeners away.
	 */
	void forgetBeforeLast(UUID job, boolean sentences) {
		this.jdbc.sql("""
				delete from job_event where job = :job and (type <> :sentence or :sentences)
				and number < (select max(number) from job_event where job = :job)""")
			.param("job", job)
			.param("sentence", Type.SENTENCE.name())
			.param("sentences", sentences)
			.update();
	}

	List<Event> after(UUID job, int number) {
		return this.jdbc.sql("""
				select number, type, data from job_event where job = :job and number > :number
				order by number limit 500""")
			.param("job", job)
			.param("number", number)
			.query((row, _) -> new Event(row.getInt("number"), Type.valueOf(row.getString("type")),
					this.json.readTree(row.getString("data"))))
			.list();
	}

	/**
	 * What happens to a job.
	 */
	enum Type {

		/** It is somewhere else now. */
		STATE,
		/** One more sentence is made. */
		SENTENCE,
		/** A sentence couldn't be made and will be tried again. */
		DELAY

	}

	/**
	 * Something that happened.
	 *
	 * @param number its number in the job, from 1
	 * @param type what it is
	 * @param data the particulars
	 */
	record Event(int number, Type type, JsonNode data) {

	}

}
