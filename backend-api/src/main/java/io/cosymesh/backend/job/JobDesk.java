package io.cosymesh.backend.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.PageMark;
import io.cosymesh.backend.voice.KeptVoice;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Deals with the owners of jobs: each sees and ends their own, and nothing of others.
 * Nothing blocks the caller.
 */
final class JobDesk {

	/** Who makes a job asks in each whether it is over. */
	private static final int ROUNDS_TO_LET_GO = 6;

	private final Jobs jobs;

	private final JobTable table;

	private final JobEnding ending;

	private final JobQueue queue;

	private final Scheduler blocking;

	private final JobProperties properties;

	JobDesk(Jobs jobs, JobTable table, JobEnding ending, JobQueue queue, Scheduler blockingScheduler,
			JobProperties properties) {
		this.jobs = jobs;
		this.table = table;
		this.ending = ending;
		this.queue = queue;
		this.blocking = blockingScheduler;
		this.properties = properties;
	}

	Mono<Jobs.Accepted> accept(Caller owner, List<JobScript> scripts, Jobs.Identification request) {
		return blocking(() -> this.jobs.accept(owner, scripts, request));
	}

	/** Finds a job, or a batch of jobs. */
	Mono<List<Job>> find(Caller owner, String id) {
		return blocking(() -> {
			UUID known = FieldValues.id(id).orElseThrow(JobProblems::notFound);
			List<Job> own = this.table.of(known).stream().filter((job) -> job.owner().equals(owner)).toList();
			if (own.isEmpty()) {
				throw JobProblems.notFound();
			}
			return own;
		});
	}

	/** Finds one job. */
	Mono<Job> findOne(Caller owner, String id) {
		return find(owner, id).map((found) -> {
			if (!found.getFirst().id().toString().equalsIgnoreCase(id)) {
				throw JobProblems.notFound();
			}
			return found.getFirst();
		});
	}

	Mono<Page> find(JobSearch search) {
		return blocking(() -> {
			List<Job> found = this.table.find(search.withOneMore());
			List<Job> page = found.subList(0, Math.min(search.limit(), found.size()));
			String next = (found.size() > search.limit())
					? new PageMark(page.getLast().createdAt(), page.getLast().id()).toString() : null;
			return new Page(describeNow(page), next);
		});
	}

	Mono<List<JobDescription>> describe(List<Job> jobs) {
		return blocking(() -> describeNow(jobs));
	}

	/**
	 * Puts a job into the queue again. Who has just cancelled it need not know that its
	 * engine takes a moment to stop.
	 */
	Mono<Job> retry(Job job, KeptVoice voice) {
		return blocking(() -> this.jobs.retry(job, voice))
			.retryWhen(Retry.fixedDelay(ROUNDS_TO_LET_GO, this.properties.poll())
				.filter(JobProblems::isEnding)
				.onRetryExhaustedThrow((_, last) -> last.failure()));
	}

	/** Gives up jobs that are not over, and deletes those that are. */
	Mono<Void> delete(List<Job> jobs) {
		return blocking(() -> {
			for (Job job : jobs) {
				if (!this.ending.end(job.id(), JobState.CANCELLED, null)) {
					this.table.delete(job.id());
					this.ending.deleteUnnoted(job.id());
				}
			}
			return Optional.empty();
		}).then();
	}

	private List<JobDescription> describeNow(List<Job> jobs) {
		JobQueue.View view = this.queue.view();
		return jobs.stream().map((job) -> JobDescription.of(job, view, this.properties.retention())).toList();
	}

	private <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(this.blocking);
	}

	/**
	 * Jobs, newest first.
	 *
	 * @param jobs the jobs of this page
	 * @param next what to send as {@code after} for the next page, or nothing on the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Page(List<JobDescription> jobs, @Nullable String next) {

	}

}
