package io.cosymesh.backend.job;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.cosymesh.backend.job.SentenceTable.Sentence;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pipeline.Speech;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.backend.speech.SpeechJson;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.mesh.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Hands out the speech of jobs: its sentences one after the other, encoded on the way, so
 * that there is no file to be half-written.
 */
final class JobAudio {

	/** Tells where the job was when its audio was asked for. */
	static final String STATE = "X-Job-State";

	/** Tells how many of its sentences were made then, and how many there are. */
	static final String PROGRESS = "X-Job-Progress";

	private final JobLedger ledger;

	private final CloningPipeline pipeline;

	private final AudioStore store;

	private final Scheduler blocking;

	private final JobProperties properties;

	JobAudio(JobLedger ledger, CloningPipeline pipeline, AudioStore store, Scheduler blockingScheduler,
			JobProperties properties) {
		this.ledger = ledger;
		this.pipeline = pipeline;
		this.store = store;
		this.blocking = blockingScheduler;
		this.properties = properties;
	}

	/**
	 * Delivers what is made of a job.
	 * @param job the job
	 * @param wish in which way
	 * @return the speech, as soon as its first encoded audio exists
	 */
	Mono<Speech> deliver(Job job, Wish wish) {
		SpeechOrder order = wish.order(job);
		if (job.state() == JobState.CANCELLED) {
			throw JobProblems.cancelled();
		}
		if (job.state() == JobState.FAILED && !wish.partial()) {
			throw JobProblems.incomplete();
		}
		if (job.progress().done() == 0 && !(wish.follow() && !job.state().isOver())) {
			throw JobProblems.nothingYet(this.properties.poll());
		}
		Flux<Sentence> sentences = (wish.follow() && !job.state().isOver()) ? growing(job.id()) : made(job.id(), 0);
		return this.pipeline.deliver(order, description(job, order), sentences.concatMap(this::samples, 1));
	}

	private static HttpHeaders description(Job job, SpeechOrder order) {
		HttpHeaders description = new HttpHeaders();
		description.set(STATE, JobTable.name(job.state()));
		description.set(PROGRESS, "%d/%s".formatted(job.progress().done(),
				(job.progress().total() != null) ? job.progress().total() : "?"));
		if (job.progress().engine() != null) {
			description.set(SpeechHeaders.ENGINE, job.progress().engine());
		}
		if (order.seed() != null) {
			description.set(SpeechHeaders.SEED, order.seed().toString());
		}
		return description;
	}

	private Flux<Sentence> made(UUID id, int from) {
		return Mono.fromCallable(() -> this.ledger.sentences(id, from))
			.subscribeOn(this.blocking)
			.flatMapIterable((sentences) -> sentences);
	}

	private Flux<Sentence> growing(UUID id) {
		return Flux.defer(() -> {
			AtomicInteger next = new AtomicInteger();
			return Mono.fromCallable(() -> round(id, next))
				.subscribeOn(this.blocking)
				.repeatWhen((rounds) -> rounds.delayElements(this.properties.poll()))
				.takeUntil(Round::isLast)
				.concatMapIterable(Round::sentences, 1);
		});
	}

	private Round round(UUID id, AtomicInteger next) {
		// in this order: what is made in between is found in the next round
		JobState state = this.ledger.state(id).orElse(JobState.CANCELLED);
		if (state == JobState.FAILED || state == JobState.CANCELLED) {
			throw brokenOff();
		}
		List<Sentence> sentences = this.ledger.sentences(id, next.get());
		next.addAndGet(sentences.size());
		return new Round(sentences, state.isOver());
	}

	private Mono<DataBuffer> samples(Sentence sentence) {
		return Mono.fromCallable(() -> this.store.read(sentence.audio()).orElseThrow(JobAudio::brokenOff))
			.subscribeOn(this.blocking)
			.map(DefaultDataBufferFactory.sharedInstance::wrap);
	}

	/** Ends an answer that has begun in a way that nobody takes for its end. */
	private static ProblemException brokenOff() {
		return ProblemException.of(HttpStatus.GONE, "job-incomplete", "The job was not made to its end",
				"The job was cancelled, failed or was deleted while its audio was fetched");
	}

	private record Round(List<Sentence> sentences, boolean isLast) {

	}

	/**
	 * In which way somebody wants the audio of a job.
	 *
	 * @param format its format, or nothing for the one the job was ordered in
	 * @param sampleRate samples per second, or nothing for what the job was ordered in
	 * @param follow whether to go on with what is made from now on, until the job is over
	 * @param partial whether what is made of a job that broke off is wanted
	 */
	record Wish(@Nullable String format, @Nullable String sampleRate, boolean follow, boolean partial) {

		SpeechOrder order(Job job) {
			ObjectNode request = ((ObjectNode) job.script().request()).deepCopy();
			if (this.format != null) {
				request.put("format", this.format).remove("sampleRate");
			}
			if (this.sampleRate != null) {
				request.put("sampleRate", this.sampleRate);
			}
			return SpeechJson.of(request, SynthesisRequest.MAX_LONG_TEXT_LENGTH).order();
		}

	}

}
