package io.cosymesh.inference.synthesis;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * Turns speech that is pulled by blocking calls into a reactive stream: made on a worker
 * at the listener's pace, stopped at once when the listener goes away.
 */
final class SpeechStreams {

	private final Scheduler workers;

	SpeechStreams(Scheduler workers) {
		this.workers = workers;
	}

	/**
	 * Opens a speech and makes its first piece, so that what can fail at the start does
	 * so before anything is sent.
	 */
	Mono<StartedSpeech> start(SpeechOpening opening) {
		return Mono.defer(() -> {
			AtomicReference<@Nullable Speech> opened = new AtomicReference<>();
			AtomicBoolean left = new AtomicBoolean();
			return Mono.defer(() -> begin(opening, opened, left))
				.subscribeOn(this.workers)
				.doOnCancel(() -> left.set(true))
				.doFinally((signal) -> closeUnless(signal == SignalType.ON_COMPLETE, opened.get()));
		});
	}

	private static Mono<StartedSpeech> begin(SpeechOpening opening, AtomicReference<@Nullable Speech> opened,
			AtomicBoolean left) {
		try {
			Speech speech = opening.open();
			opened.set(speech);
			if (left.get()) {
				speech.close();
			}
			return Mono.just(new StartedSpeech(speech, speech.next()));
		}
		catch (SpeechException ex) {
			// Whoever left doesn't hear of it.
			return left.get() ? Mono.empty() : Mono.error(SpeechProblems.of(ex));
		}
	}

	/** Streams a started speech to its end. */
	Flux<byte[]> pieces(StartedSpeech started) {
		Speech speech = started.speech();
		AtomicBoolean left = new AtomicBoolean();
		return Flux.<byte[], Optional<byte[]>>generate(started::first, (piece, sink) -> emit(speech, piece, sink, left))
			.subscribeOn(this.workers)
			.doOnCancel(() -> left.set(true))
			.doFinally((signal) -> speech.close());
	}

	private static Optional<byte[]> emit(Speech speech, Optional<byte[]> piece, SynchronousSink<byte[]> sink,
			AtomicBoolean left) {
		if (piece.isEmpty()) {
			sink.complete();
			return piece;
		}
		sink.next(piece.get());
		try {
			return speech.next();
		}
		catch (SpeechException ex) {
			if (left.get()) {
				// Nobody is there to hear of it.
				return Optional.empty();
			}
			sink.error(SpeechProblems.of(ex));
			return Optional.empty();
		}
	}

	private static void closeUnless(boolean started, @Nullable Speech speech) {
		if (!started && speech != null) {
			speech.close();
		}
	}

	/**
	 * Opens a speech; may block.
	 */
	@FunctionalInterface
	interface SpeechOpening {

		Speech open() throws SpeechException;

	}

	/**
	 * A speech whose first piece exists.
	 *
	 * @param speech the speech
	 * @param first its first piece
	 */
	record StartedSpeech(Speech speech, Optional<byte[]> first) {

	}

}
