package io.cosymesh.backend.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.job.RequestTable.Answered;
import io.cosymesh.backend.speech.SpeechProblems;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.voice.KeptVoice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.IdGenerator;

/**
 * Takes jobs in: all of a request or nothing, in one transaction with the place in the
 * queue and with what a repeated request is answered with. All methods block.
 */
final class Jobs {

	private static final Logger logger = LoggerFactory.getLogger(Jobs.class);

	private final JobTable table;

	private final RequestTable requests;

	private final JobLedger ledger;

	private final JobQueue queue;

	private final Prompts prompts;

	private final JobProperties.Queue limits;

	private final IdGenerator ids;

	private final Scheduling scheduling;

	Jobs(JobTable table, RequestTable requests, JobLedger ledger, JobQueue queue, Prompts prompts,
			JobProperties.Queue limits, IdGenerator ids, Scheduling scheduling) {
		this.table = table;
		this.requests = requests;
		this.ledger = ledger;
		this.queue = queue;
		this.prompts = prompts;
		this.limits = limits;
		this.ids = ids;
		this.scheduling = scheduling;
	}

	/**
	 * Accepts jobs.
	 * @param owner whose they are
	 * @param scripts what they say
	 * @param request how the request can be told from others
	 * @return the jobs, or those that came of the same request before
	 */
	Accepted accept(Caller owner, List<JobScript> scripts, Identification request) {
		return this.prompts.locked(() -> {
			Optional<Accepted> before = before(owner, request);
			if (before.isPresent()) {
				return before.get();
			}
			JobQueue.View view = this.queue.view();
			requirePlaces(view, owner, scripts.size());
			requireVoices(scripts);
			UUID batch = request.isBatch() ? this.ids.generateId() : null;
			List<Job> jobs = new ArrayList<>();
			int turn = view.sizeOf(owner.tenant());
			for (JobScript script : scripts) {
				jobs.add(enqueue(new Place(batch, jobs.size(), turn + jobs.size()), owner, script));
			}
			UUID answer = (batch != null) ? batch : jobs.getFirst().id();
			if (request.key() != null) {
				this.requests.insert(owner, request.key(), new Answered(request.fingerprint(), answer),
						this.ledger.now());
			}
			logger.info("event=jobs-accepted id={} count={}", answer, jobs.size());
			return new Accepted(answer, jobs, false);
		});
	}

	/**
	 * Puts a job that failed or was cancelled into the queue again, once nobody is at
	 * work on it any more.
	 */
	Job retry(Job job, KeptVoice voice) {
		return this.prompts.locked(() -> {
			Job before = this.table.lock(job.id()).orElseThrow(JobProblems::notFound);
			switch (before.state()) {
				case QUEUED, RUNNING, SUCCEEDED -> throw JobProblems.notOver(before.state());
				case FAILED, CANCELLED -> {
					JobQueue.View view = this.queue.view();
					requirePlaces(view, job.owner(), 1);
					requireVoice(voice);
					int turn = view.sizeOf(job.owner().tenant());
					this.table.renew(job.id(), voice, turn, this.ledger.now());
					this.ledger.tellRetry(before);
					if (!this.scheduling.schedule(job.id(), turn)) {
						throw JobProblems.ending();
					}
				}
			}
			return this.table.find(job.id()).orElseThrow();
		});
	}

	private Optional<Accepted> before(Caller owner, Identification request) {
		String key = request.key();
		if (key == null) {
			return Optional.empty();
		}
		return this.requests.find(owner, key).flatMap((answered) -> {
			List<Job> jobs = this.table.of(answered.answer());
			if (jobs.isEmpty()) {
				// a key goes with the last job that it led to
				this.requests.delete(owner, key);
				return Optional.empty();
			}
			if (!answered.fingerprint().equals(request.fingerprint())) {
				throw JobProblems.keyReused();
			}
			return Optional.of(new Accepted(answered.answer(), jobs, true));
		});
	}

	private void requirePlaces(JobQueue.View view, Caller owner, int wanted) {
		int own = view.sizeOf(owner.tenant());
		if (own + wanted > this.limits.perTenant()) {
			throw JobProblems.queueFull(own, this.limits.perTenant(), wanted, view.nextPlace());
		}
		if (view.size() + wanted > this.limits.total()) {
			throw JobProblems.queueFull(view.size(), this.limits.total(), wanted, view.nextPlace());
		}
	}

	/** Looks again: a voice may have been deleted since it was found. */
	private void requireVoices(List<JobScript> scripts) {
		scripts.stream().map(JobScript::voice).distinct().forEach(this::requireVoice);
	}

	private void requireVoice(@Nullable KeptVoice voice) {
		if (voice == null || !this.prompts.holds(voice.prompt())) {
			throw SpeechProblems.voiceNotFound();
		}
	}

	private Job enqueue(Place place, Caller owner, JobScript script) {
		Job job = new Job(this.ids.generateId(), owner, place.batch(), JobState.QUEUED, script,
				new Job.Progress(0, null, null, 0, this.ledger.now()), null, this.ledger.now(), null, null);
		this.table.insert(job, place.item(), place.turn());
		this.ledger.tellState(job.id(), JobState.QUEUED);
		this.scheduling.schedule(job.id(), place.turn());
		return job;
	}

	private record Place(@Nullable UUID batch, int item, int turn) {

	}

	/**
	 * How a request can be told from others.
	 *
	 * @param key its idempotency key, if it has one
	 * @param fingerprint SHA-256 of its body
	 * @param isBatch whether a batch is to come of it
	 */
	record Identification(@Nullable String key, String fingerprint, boolean isBatch) {

	}

	/**
	 * What came of a request.
	 *
	 * @param id the job, or the batch
	 * @param jobs the jobs, in order
	 * @param isRepeated whether they came of an earlier request
	 */
	record Accepted(UUID id, List<Job> jobs, boolean isRepeated) {

	}

	/**
	 * Gives a job to whoever is free first.
	 */
	@FunctionalInterface
	interface Scheduling {

		/**
		 * Schedules a job, in the transaction that notes it.
		 * @param job the job
		 * @param turn how many of its tenant's are before it; fewer go first
		 * @return whether it will be made; not while somebody is at work on it
		 */
		boolean schedule(UUID job, int turn);

	}

}
