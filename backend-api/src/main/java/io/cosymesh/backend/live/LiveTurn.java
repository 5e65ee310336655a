package io.cosymesh.backend.live;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.cosymesh.backend.pipeline.SpeechEvent;
import io.cosymesh.contracts.SpeechHeaders;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One text of a session, from its first sentence to its last: an answer of a language
 * model, say. Sentences are made a few at once and sent in their order, no faster than
 * they are taken.
 */
final class LiveTurn {

	/** Pieces of audio of one sentence that wait for the sentence before. */
	private static final int PIECES_AHEAD = 16;

	private final Voicing voicing;

	private final int concurrency;

	private final Sinks.Many<String> sentences = Sinks.many().unicast().onBackpressureBuffer();

	private final Sinks.Empty<Void> cancelled = Sinks.empty();

	private final AtomicInteger unspoken;

	private final AtomicInteger own = new AtomicInteger();

	private volatile boolean isCancelled;

	private int spoken;

	/**
	 * Begins a text.
	 * @param voicing what speaks
	 * @param ahead sentences that are made while one is sent
	 * @param unspoken the session's count of characters that wait
	 */
	LiveTurn(Voicing voicing, int ahead, AtomicInteger unspoken) {
		this.voicing = voicing;
		this.concurrency = ahead + 1;
		this.unspoken = unspoken;
	}

	/** Adds a sentence; the session does so one after the other. */
	void say(String sentence) {
		this.own.addAndGet(sentence.length());
		this.unspoken.addAndGet(sentence.length());
		this.sentences.emitNext(sentence, Sinks.EmitFailureHandler.FAIL_FAST);
	}

	/** Says that no sentence follows. */
	void finish() {
		this.sentences.tryEmitComplete();
	}

	/** Stops what is being made and forgets what waits. */
	void cancel() {
		this.isCancelled = true;
		this.cancelled.tryEmitEmpty();
		this.sentences.tryEmitComplete();
		this.unspoken.addAndGet(-this.own.getAndSet(0));
	}

	/** Returns what there is to tell, to be read once. */
	Flux<LiveEvent> events() {
		return this.sentences.asFlux()
			.flatMapSequential(this::speak, this.concurrency, PIECES_AHEAD)
			.takeUntilOther(this.cancelled.asMono())
			.map(this.voicing::placed)
			.concatMapIterable(this.voicing::complete, 1)
			.doOnNext(this::count)
			.concatWith(Mono.fromSupplier(this::end));
	}

	private Flux<LiveEvent> speak(String sentence) {
		return Flux.defer(() -> {
			int index = this.voicing.next();
			return this.voicing.speak(sentence)
				.flatMapMany((speech) -> Flux
					.<LiveEvent>just(new LiveEvent.Started(index, sentence, this.voicing.delivery(),
							this.voicing.pin(speech.description().getFirst(SpeechHeaders.ENGINE))))
					.concatWith(speech.events().concatMapIterable((event) -> told(index, sentence, event), 1)))
				.onErrorResume((error) -> Mono
					.just(new LiveEvent.Failed(index, sentence, new LiveEvent.Place(0, 0, 0), error)));
		});
	}

	private static List<LiveEvent> told(int index, String sentence, SpeechEvent event) {
		return switch (event) {
			case SpeechEvent.Audio audio -> List.of(new LiveEvent.Audio(audio.audio()));
			case SpeechEvent.Done done ->
				List.of(new LiveEvent.Spoken(index, sentence, new LiveEvent.Place(0, done.seconds(), 0)));
			// An engine may see several where one was cut.
			case SpeechEvent.Sentence _ -> List.of();
		};
	}

	private void count(LiveEvent event) {
		switch (event) {
			case LiveEvent.Spoken sentence -> {
				this.spoken++;
				settle(sentence.text());
			}
			case LiveEvent.Failed sentence -> settle(sentence.text());
			case LiveEvent.Started _, LiveEvent.Audio _, LiveEvent.Finished _, LiveEvent.Cancelled _,
					LiveEvent.Refused _ ->
				{
				}
		}
	}

	private void settle(String sentence) {
		int before = this.own.getAndUpdate((left) -> Math.max(0, left - sentence.length()));
		this.unspoken.addAndGet(-Math.min(before, sentence.length()));
	}

	private LiveEvent end() {
		if (this.isCancelled) {
			this.voicing.breakOff();
			return new LiveEvent.Cancelled(this.spoken, this.voicing.seconds());
		}
		return new LiveEvent.Finished(this.spoken, this.voicing.seconds());
	}

}
