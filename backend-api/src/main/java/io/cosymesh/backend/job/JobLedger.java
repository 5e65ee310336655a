package io.cosymesh.backend.job;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.cosymesh.backend.job.SentenceTable.Sentence;
import io.cosymesh.backend.pipeline.SpokenSentence;
import io.cosymesh.backend.storage.Quota;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down what becomes of jobs, each step and what is told of it in one transaction:
 * whoever is killed in between leaves the job as it was before the step. All methods
 * block; those that are given a job that is over do nothing and return nothing.
 */
final class JobLedger {

	private static final Logger logger = LoggerFactory.getLogger(JobLedger.class);

	private final JobTable jobs;

	private final SentenceTable sentences;

	private final EventTable events;

	private final Quota quota;

	private final TransactionOperations transactions;

	private final InstantSource clock;

	JobLedger(JobTable jobs, SentenceTable sentences, EventTable events, Quota quota,
			TransactionOperations transactions, InstantSource clock) {
		this.jobs = jobs;
		this.sentences = sentences;
		this.events = events;
		this.quota = quota;
		this.transactions = transactions;
		this.clock = clock;
	}

	Optional<Job> find(UUID id) {
		return this.jobs.find(id);
	}

	Optional<JobState> state(UUID id) {
		return this.jobs.state(id);
	}

	Optional<Job> begin(UUID id) {
		return step(id, (job) -> {
			if (job.state() == JobState.QUEUED) {
				this.jobs.begin(id, now());
				tellState(id, JobState.RUNNING);
			}
			return read(id);
		});
	}

	/** Notes a sentence whose samples are kept; fails when they are too much. */
	Optional<Job> keep(UUID id, Sentence sentence, SpokenSentence spoken) {
		return step(id, (job) -> {
			Instant now = now();
			if (sentence.number() == job.progress().done()) {
				int done = sentence.number() + 1;
				this.sentences.insert(id, sentence, now);
				this.jobs.progress(id, new Job.Progress(done, spoken.sentences(), spoken.engine(), 0, now));
				this.events.add(id, EventTable.Type.SENTENCE,
						Map.of("number", done, "total", spoken.sentences(), "seconds", seconds(sentence.bytes())));
				this.quota.check(job.owner().tenant());
			}
			return read(id);
		});
	}

	/**
	 * Notes that a sentence could not be made now. The first time in a row is where
	 * patience begins: until then the job may have waited in the queue for any time.
	 */
	Optional<Job> delay(UUID id, String reason, Instant until) {
		return step(id, (job) -> {
			Job.Progress progress = job.progress();
			this.jobs.progress(id, new Job.Progress(progress.done(), progress.total(), progress.engine(),
					progress.attempts() + 1, (progress.attempts() == 0) ? now() : progress.at()));
			this.events.add(id, EventTable.Type.DELAY, Map.of("reason", reason, "until", until.toString()));
			return read(id);
		});
	}

	/** Forgets what was made, as the engine counts its sentences in another way now. */
	Optional<Job> startOver(UUID id) {
		return step(id, (job) -> {
			this.sentences.deleteAll(id);
			this.jobs.progress(id, new Job.Progress(0, null, null, job.progress().attempts(), now()));
			this.events.add(id, EventTable.Type.DELAY, Map.of("reason", "engine-changed", "until", now().toString()));
			logger.info("event=job-started-over id={}", id);
			return read(id);
		});
	}

	/**
	 * Ends a job. One that is cancelled keeps nothing, so it starts over if it is tried
	 * again.
	 * @return the job as it was before
	 */
	Optional<Job> end(UUID id, JobState state, @Nullable String problem) {
		return step(id, (job) -> {
			this.jobs.end(id, state, problem, now());
			if (state == JobState.CANCELLED) {
				this.sentences.deleteAll(id);
				this.jobs.progress(id, new Job.Progress(0, null, null, 0, now()));
			}
			tellState(id, state);
			logger.info("event=job-{} id={} sentences={}", JobTable.name(state), id, job.progress().done());
			return job;
		});
	}

	List<Sentence> sentences(UUID id, int from) {
		return this.sentences.of(id, from);
	}

	void tellState(UUID id, JobState state) {
		this.events.add(id, EventTable.Type.STATE, new HashMap<>(Map.of("state", JobTable.name(state))));
	}

	/** Tells that a job is tried again, and no longer how it ended before. */
	void tellRetry(Job before) {
		tellState(before.id(), JobState.QUEUED);
		this.events.forgetBeforeLast(before.id(), before.progress().done() == 0);
	}

	/** Returns the time, as exact as the database keeps it. */
	Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private Job read(UUID id) {
		return this.jobs.find(id).orElseThrow();
	}

	private Optional<Job> step(UUID id, UnaryOperator<Job> step) {
		return Objects.requireNonNull(
				this.transactions.execute((_) -> this.jobs.lock(id).filter((job) -> !job.state().isOver()).map(step)));
	}

	static double seconds(long bytes) {
		return SampleCount.of(bytes).seconds();
	}

}
