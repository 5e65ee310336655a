package io.cosymesh.backend.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All jobs that are not over, in the order they are made in: at work first, then by turn,
 * so that tenants with many jobs don't keep one with few waiting. All methods block.
 */
final class JobQueue {

	private final JdbcClient jdbc;

	private final SentenceTable sentences;

	private final JobProperties properties;

	JobQueue(JdbcClient jdbc, SentenceTable sentences, JobProperties properties) {
		this.jdbc = jdbc;
		this.sentences = sentences;
		this.properties = properties;
	}

	/** Looks at the queue as it is now. */
	View view() {
		List<Entry> entries = this.jdbc.sql("""
				select id, tenant, state, characters, done, total from job where state in ('queued', 'running')
				order by case when state = 'running' then 0 else 1 end, turn, created_at, id""")
			.query(JobQueue::entry)
			.list();
		return new View(entries, this.sentences.millisPerCharacter().orElse(null),
				Math.max(1, this.properties.concurrency()));
	}

	private static Entry entry(ResultSet row, int index) throws SQLException {
		Integer total = row.getObject("total", Integer.class);
		int characters = row.getInt("characters");
		int left = (total != null) ? (int) ((long) characters * (total - row.getInt("done")) / total) : characters;
		return new Entry(row.getObject("id", UUID.class), row.getString("tenant"),
				row.getString("state").equals("running"), Math.max(0, left));
	}

	/**
	 * A job in the queue.
	 *
	 * @param id the job
	 * @param tenant whose
	 * @param isRunning whether it is at work
	 * @param charactersLeft characters that are not spoken yet, about
	 */
	private record Entry(UUID id, String tenant, boolean isRunning, int charactersLeft) {

	}

	/**
	 * The queue at one time.
	 */
	static final class View {

		private final List<Entry> entries;

		private final @Nullable Double millisPerCharacter;

		private final int concurrency;

		private View(List<Entry> entries, @Nullable Double millisPerCharacter, int concurrency) {
			this.entries = entries;
			this.millisPerCharacter = millisPerCharacter;
			this.concurrency = concurrency;
		}

		int size() {
			return this.entries.size();
		}

		int sizeOf(String tenant) {
			return Math.toIntExact(this.entries.stream().filter((entry) -> entry.tenant().equals(tenant)).count());
		}

		/**
		 * Returns the place of a job among those that wait, from 1; nothing if it
		 * doesn't.
		 */
		Optional<Integer> position(UUID id) {
			int place = 0;
			for (Entry entry : this.entries) {
				place += entry.isRunning() ? 0 : 1;
				if (entry.id().equals(id)) {
					return entry.isRunning() ? Optional.empty() : Optional.of(place);
				}
			}
			return Optional.empty();
		}

		/**
		 * Returns when a job will be done if everything is made as fast as what was made
		 * last; nothing if nothing was made yet.
		 */
		Optional<Duration> estimate(UUID id) {
			long ahead = 0;
			for (Entry entry : this.entries) {
				if (entry.id().equals(id)) {
					return time(entry.charactersLeft() + (entry.isRunning() ? 0 : ahead / this.concurrency));
				}
				ahead += entry.charactersLeft();
			}
			return Optional.empty();
		}

		/** Returns when the next job will be done, at least a second. */
		Duration nextPlace() {
			long shortest = this.entries.stream().mapToLong(Entry::charactersLeft).min().orElse(0);
			return time(shortest).filter((time) -> time.toSeconds() >= 1).orElse(Duration.ofSeconds(1));
		}

		private Optional<Duration> time(long characters) {
			return Optional.ofNullable(this.millisPerCharacter)
				.map((pace) -> Duration.ofMillis(Math.round(pace * characters)));
		}

	}

}
