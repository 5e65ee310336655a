package io.cosymesh.backend.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes how many jobs wait and are at work, and for how long the oldest has waited.
 * The database is asked at most every ten seconds, by whoever reads the metrics; without
 * an answer they are {@code NaN}.
 */
final class JobMetrics implements MeterBinder {

	private static final Duration FRESH = Duration.ofSeconds(10);

	private final JdbcClient jdbc;

	private final InstantSource clock;

	private Snapshot snapshot = new Snapshot(Instant.MIN, Map.of(), false);

	JobMetrics(JdbcClient jdbc, InstantSource clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (JobState state : new JobState[] { JobState.QUEUED, JobState.RUNNING }) {
			String name = JobTable.name(state);
			Gauge.builder("cosymesh.jobs", this, (metrics) -> metrics.current().count(name))
				.description("Jobs that are not over")
				.tag("state", name)
				.register(registry);
		}
		Gauge.builder("cosymesh.jobs.oldest.queued", this, (metrics) -> metrics.age(metrics.current()))
			.description("For how long the job that has waited longest has waited, 0 when none waits")
			.baseUnit("seconds")
			.register(registry);
	}

	private double age(Snapshot current) {
		Waiting queued = current.jobs().get(JobTable.name(JobState.QUEUED));
		if (!current.known()) {
			return Double.NaN;
		}
		return (queued == null) ? 0
				: Math.max(0, Duration.between(queued.oldest(), this.clock.instant()).toMillis() / 1000.0);
	}

	private synchronized Snapshot current() {
		Instant now = this.clock.instant();
		if (this.snapshot.takenAt().isBefore(now.minus(FRESH))) {
			this.snapshot = look(now);
		}
		return this.snapshot;
	}

	private Snapshot look(Instant now) {
		try {
			return new Snapshot(now,
					this.jdbc.sql("""
							select state, count(*) as jobs, min(created_at) as oldest from job
							where state in ('queued', 'running') group by state""")
						.query(JobMetrics::jobs)
						.list()
						.stream()
						.collect(Collectors.toMap(Waiting::state, (jobs) -> jobs)),
					true);
		}
		catch (DataAccessException _) {
			return new Snapshot(now, Map.of(), false);
		}
	}

	private static Waiting jobs(ResultSet row, int index) throws SQLException {
		return new Waiting(row.getString("state"), row.getInt("jobs"),
				row.getObject("oldest", OffsetDateTime.class).toInstant());
	}

	private record Waiting(String state, int count, Instant oldest) {
	}

	private record Snapshot(Instant takenAt, Map<String, Waiting> jobs, boolean known) {

		double count(String state) {
			Waiting found = this.jobs.get(state);
			return !this.known ? Double.NaN : (found != null) ? found.count() : 0;
		}

	}

}
