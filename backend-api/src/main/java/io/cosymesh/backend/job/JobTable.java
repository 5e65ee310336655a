package io.cosymesh.backend.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.PromptUse;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.storage.StorageUse;
import io.cosymesh.backend.voice.KeptVoice;
import io.cosymesh.contracts.inference.PronunciationEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The jobs in the database. All methods block.
 */
final class JobTable implements PromptUse, StorageUse {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	JobTable(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	void insert(Job job, int item, int turn) {
		KeptVoice voice = job.script().voice();
		this.jdbc
			.sql("""
					insert into job (id, tenant, owner, batch, item, state, turn, characters, request, pronunciations, voice,
					  prompt, done, attempts, created_at, progress_at)
					values (:id, :tenant, :owner, :batch, :item, :state, :turn, :characters, :request, :pronunciations, :voice,
					  :prompt, 0, 0, :createdAt, :createdAt)""")
			.param("id", job.id())
			.param("tenant", job.owner().tenant())
			.param("owner", job.owner().name())
			.param("batch", job.batch())
			.param("item", item)
			.param("state", name(job.state()))
			.param("turn", turn)
			.param("characters", job.script().characters())
			.param("request", this.json.writeValueAsString(job.script().request()))
			.param("pronunciations", this.json.writeValueAsString(job.script().pronunciations()))
			.param("voice", this.json.writeValueAsString(voice))
			.param("prompt", (voice != null) ? voice.prompt().sha256() : null)
			.param("createdAt", time(job.createdAt()))
			.update();
	}

	Optional<Job> find(UUID id) {
		return this.jdbc.sql("select * from job where id = :id").param("id", id).query(this::job).optional();
	}

	/** Finds where a job is, without all the rest of it. */
	Optional<JobState> state(UUID id) {
		return this.jdbc.sql("select state from job where id = :id")
			.param("id", id)
			.query((row, _) -> state(row))
			.optional();
	}

	/** Finds a job and keeps others from changing it until the transaction ends. */
	Optional<Job> lock(UUID id) {
		return this.jdbc.sql("select * from job where id = :id for update").param("id", id).query(this::job).optional();
	}

	/** Finds a job, or the jobs of a batch. */
	List<Job> of(UUID id) {
		return find(id).map(List::of).orElseGet(() -> ofBatch(id));
	}

	private List<Job> ofBatch(UUID batch) {
		return this.jdbc.sql("select * from job where batch = :batch order by item")
			.param("batch", batch)
			.query(this::job)
			.list();
	}

	List<Job> find(JobSearch search) {
		StringBuilder sql = new StringBuilder("select * from job where tenant = :tenant and owner = :owner");
		if (search.after() != null) {
			sql.append(" and (created_at < :createdAt or (created_at = :createdAt and id < :id))");
		}
		if (search.state() != null) {
			sql.append(" and state = :state");
		}
		sql.append(" order by created_at desc, id desc limit :limit");
		return this.jdbc.sql(sql.toString()).params(search.values()).query(this::job).list();
	}

	void begin(UUID id, Instant now) {
		this.jdbc.sql("update job set state = 'running', started_at = coalesce(started_at, :now) where id = :id")
			.param("now", time(now))
			.param("id", id)
			.update();
	}

	void progress(UUID id, Job.Progress progress) {
		this.jdbc.sql("""
				update job set done = :done, total = :total, engine = :engine, attempts = :attempts,
				  progress_at = :at where id = :id""")
			.param("done", progress.done())
			.param("total", progress.total())
			.param("engine", progress.engine())
			.param("attempts", progress.attempts())
			.param("at", time(progress.at()))
			.param("id", id)
			.update();
	}

	/** Ends a job, which needs its voice no longer. */
	void end(UUID id, JobState state, @Nullable String problem, Instant now) {
		this.jdbc.sql("""
				update job set state = :state, problem = :problem, finished_at = :now, voice = null, prompt = null
				where id = :id""")
			.param("state", name(state))
			.param("problem", problem)
			.param("now", time(now))
			.param("id", id)
			.update();
	}

	/** Puts a job that is over into the queue again. */
	void renew(UUID id, KeptVoice voice, int turn, Instant now) {
		this.jdbc.sql("""
				update job set state = 'queued', turn = :turn, problem = null, finished_at = null, attempts = 0,
				  voice = :voice, prompt = :prompt, progress_at = :now where id = :id""")
			.param("turn", turn)
			.param("voice", this.json.writeValueAsString(voice))
			.param("prompt", voice.prompt().sha256())
			.param("now", time(now))
			.param("id", id)
			.update();
	}

	void delete(UUID id) {
		this.jdbc.sql("delete from job where id = :id").param("id", id).update();
	}

	List<UUID> finishedBefore(Instant time, int limit) {
		return this.jdbc.sql("select id from job where finished_at < :time order by finished_at limit :limit")
			.param("time", time(time))
			.param("limit", limit)
			.query(UUID.class)
			.list();
	}

	/** Tells whether any sentence is made of some audio. */
	boolean needs(AudioKey audio) {
		return FieldValues.id(audio.folder().substring(Job.FOLDER.length() + 1))
			.filter((job) -> needs(job, audio))
			.isPresent();
	}

	private boolean needs(UUID job, AudioKey audio) {
		return this.jdbc.sql("select count(*) from job_sentence where job = :job and audio = :audio")
			.param("job", job)
			.param("audio", audio.sha256())
			.query(Long.class)
			.single() > 0;
	}

	@Override
	public boolean uses(AudioKey prompt) {
		return this.jdbc.sql("select count(*) from job where prompt = :prompt")
			.param("prompt", prompt.sha256())
			.query(Long.class)
			.single() > 0;
	}

	@Override
	public Set<AudioKey> prompts() {
		return new HashSet<>(this.jdbc.sql("select distinct prompt from job where prompt is not null")
			.query((row, _) -> Prompts.key(row.getString("prompt")))
			.list());
	}

	@Override
	public Amount of(String tenant) {
		return this.jdbc.sql("""
				select coalesce(sum(bytes), 0) as bytes from job_sentence
				where job in (select id from job where tenant = :tenant)""")
			.param("tenant", tenant)
			.query((row, _) -> new Amount(row.getLong("bytes"), 0))
			.single();
	}

	private Job job(ResultSet row, int index) throws SQLException {
		String voice = row.getString("voice");
		JobScript script = new JobScript(this.json.readTree(row.getString("request")),
				List.of(this.json.readValue(row.getString("pronunciations"), PronunciationEntry[].class)),
				(voice != null) ? this.json.readValue(voice, KeptVoice.class) : null);
		Job.Progress progress = new Job.Progress(row.getInt("done"), row.getObject("total", Integer.class),
				row.getString("engine"), row.getInt("attempts"), instant(row, "progress_at"));
		return new Job(row.getObject("id", UUID.class), new Caller(row.getString("tenant"), row.getString("owner")),
				row.getObject("batch", UUID.class), state(row), script, progress, row.getString("problem"),
				instant(row, "created_at"),
				row.getObject("started_at", OffsetDateTime.class) != null ? instant(row, "started_at") : null,
				row.getObject("finished_at", OffsetDateTime.class) != null ? instant(row, "finished_at") : null);
	}

	private static JobState state(ResultSet row) throws SQLException {
		return JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
	}

	static String name(JobState state) {
		return state.name().toLowerCase(Locale.ROOT);
	}

	private static OffsetDateTime time(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

}
