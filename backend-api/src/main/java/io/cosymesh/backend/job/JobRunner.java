package io.cosymesh.backend.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import io.cosymesh.backend.job.SentenceTable.Sentence;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pipeline.SpokenSentence;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.storage.StorageException;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.mesh.problem.ProblemException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.http.HttpStatus;

/**
 * Makes a job, sentence by sentence: speak it, keep its samples, note it. What was noted
 * is never made again, so whoever takes over a job goes on at the sentence it was at.
 */
final class JobRunner {

	private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

	private final JobLedger ledger;

	private final JobEnding ending;

	private final CloningPipeline pipeline;

	private final Prompts prompts;

	private final AudioStore store;

	private final Scheduler blocking;

	private final JobProperties properties;

	JobRunner(JobLedger ledger, JobEnding ending, CloningPipeline pipeline, Prompts prompts, AudioStore store,
			Scheduler blockingScheduler, JobProperties properties) {
		this.ledger = ledger;
		this.ending = ending;
		this.pipeline = pipeline;
		this.prompts = prompts;
		this.store = store;
		this.blocking = blockingScheduler;
		this.properties = properties;
	}

	/**
	 * Makes a job until it is over or must wait. Blocks.
	 * @param id the job
	 * @param stopping whether to go on at another time or place, asked between sentences
	 * @return when to go on, or nothing when the job is over
	 */
	Optional<Instant> run(UUID id, BooleanSupplier stopping) {
		Optional<Job> begun = this.ledger.begin(id);
		if (begun.isEmpty()) {
			return Optional.empty();
		}
		try {
			return goOn(begun.get(), voice(begun.get()), stopping);
		}
		catch (JobInterruptedException failure) {
			return afterFailure(begun.get(), failure.problem());
		}
	}

	private Optional<Instant> goOn(Job begun, VoicePrompt voice, BooleanSupplier stopping) {
		Optional<Job> current = Optional.of(begun);
		while (current.isPresent()) {
			Job job = current.get();
			if (job.progress().isComplete()) {
				this.ending.end(job.id(), JobState.SUCCEEDED, null);
				return Optional.empty();
			}
			if (stopping.getAsBoolean()) {
				return Optional.of(this.ledger.now());
			}
			try {
				current = speak(job, voice);
			}
			catch (JobInterruptedException failure) {
				if (!isCountedAnew(job, failure.problem())) {
					return afterFailure(job, failure.problem());
				}
				current = this.ledger.startOver(job.id());
			}
		}
		return Optional.empty();
	}

	/** An engine that finds fewer sentences than before refuses the next one. */
	private static boolean isCountedAnew(Job job, ProblemException problem) {
		return job.progress().done() > 0 && JobProblems.type(problem).equals("sentence-unknown");
	}

	private VoicePrompt voice(Job job) throws JobInterruptedException {
		try {
			return Optional.ofNullable(job.script().voice())
				.flatMap((voice) -> this.prompts.read(voice.prompt()).map(voice::spoken))
				.map(job.script()::voice)
				.orElseThrow(JobRunner::voiceLost);
		}
		catch (StorageException ex) {
			throw new JobInterruptedException(ex.problem());
		}
		catch (RuntimeException ex) {
			throw new JobInterruptedException(ProblemException.explaining(ex));
		}
	}

	private Optional<Job> speak(Job job, VoicePrompt voice) throws JobInterruptedException {
		int number = job.progress().done();
		Instant begun = this.ledger.now();
		Optional<SpokenSentence> spoken = spoken(job, voice, number);
		if (spoken.isEmpty()) {
			return this.ledger.find(job.id()).filter((found) -> !found.state().isOver());
		}
		Integer total = job.progress().total();
		if (total != null && total != spoken.get().sentences()) {
			return this.ledger.startOver(job.id());
		}
		return keep(job, number, spoken.get(), Duration.between(begun, this.ledger.now()));
	}

	private Optional<SpokenSentence> spoken(Job job, VoicePrompt voice, int number) throws JobInterruptedException {
		String engine = job.progress().engine();
		try {
			return this.pipeline
				.speakSentence((engine != null) ? job.script().order().by(engine) : job.script().order(), voice, number)
				.takeUntilOther(over(job.id()))
				.blockOptional();
		}
		catch (RuntimeException ex) {
			throw new JobInterruptedException(ProblemException.explaining(ex));
		}
	}

	/**
	 * Stops the engine when the job is over before its end. Failing to ask whether it is
	 * must not end this: the engine would speak on, with nobody to hear it.
	 */
	private Mono<Boolean> over(UUID id) {
		return Flux.interval(this.properties.poll())
			.onBackpressureDrop()
			.concatMap((_) -> Mono.fromCallable(() -> this.ledger.state(id).map(JobState::isOver))
				.subscribeOn(this.blocking)
				.onErrorComplete(), 1)
			.filter((isOver) -> isOver.orElse(true))
			.next()
			.map((_) -> true);
	}

	private Optional<Job> keep(Job job, int number, SpokenSentence spoken, Duration took)
			throws JobInterruptedException {
		int characters = Math.max(1, job.script().characters() / spoken.sentences());
		try {
			AudioKey audio = this.store.store(Job.folder(job.id()), spoken.pcm().toByteArray());
			Optional<Job> kept = this.ledger.keep(job.id(),
					new Sentence(number, audio, spoken.pcm().length(), characters, Math.max(1, took.toMillis())),
					spoken);
			if (kept.isEmpty()) {
				this.ending.deleteUnnoted(job.id());
			}
			return kept;
		}
		catch (StorageException ex) {
			throw new JobInterruptedException(ex.problem());
		}
		catch (ProblemException ex) {
			throw new JobInterruptedException(ex);
		}
	}

	private Optional<Instant> afterFailure(Job job, ProblemException problem) {
		Instant now = this.ledger.now();
		boolean hopeless = problem.getStatusCode().is4xxClientError()
				&& problem.getStatusCode().value() != HttpStatus.TOO_MANY_REQUESTS.value();
		if (hopeless || isOutOfPatience(job.progress(), now)) {
			fail(job.id(), problem);
			return Optional.empty();
		}
		Duration delay = Duration.ofSeconds(1L << Math.min(job.progress().attempts(), 10));
		Instant until = now.plus((delay.compareTo(LONGEST_DELAY) < 0) ? delay : LONGEST_DELAY);
		return this.ledger.delay(job.id(), JobProblems.type(problem), until).map((_) -> until);
	}

	private boolean isOutOfPatience(Job.Progress progress, Instant now) {
		return progress.attempts() > 0 && now.isAfter(progress.at().plus(this.properties.patience()));
	}

	private void fail(UUID id, ProblemException problem) {
		this.ending.end(id, JobState.FAILED, problem);
	}

	private static ProblemException voiceLost() {
		return ProblemException.of(HttpStatus.GONE, "voice-lost", "The voice is lost",
				"The recording of the voice is not there any more; add the voice again and retry");
	}

}
