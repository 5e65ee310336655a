package io.cosymesh.inference.synthesis;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.contracts.inference.SpeechFrame;
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
			return Mono.just(new StartedSpeech(speech, portion(speech)));
		}
		catch (SpeechException ex) {
			// Whoever left doesn't hear of it.
			return left.get() ? Mono.empty() : Mono.error(SpeechProblems.of(ex));
		}
	}

	/** Streams a started speech to its end. */
	Flux<Portion> portions(StartedSpeech started) {
		Speech speech = started.speech();
		AtomicBoolean left = new AtomicBoolean();
		return Flux
			.<Portion, Optional<Portion>>generate(started::first, (portion, sink) -> emit(speech, portion, sink, left))
			.subscribeOn(this.workers)
			.doOnCancel(() -> left.set(true))
			.doFinally((signal) -> speech.close());
	}

	private static Optional<Portion> emit(Speech speech, Optional<Portion> portion, SynchronousSink<Portion> sink,
			AtomicBoolean left) {
		if (portion.isEmpty()) {
			sink.complete();
			return portion;
		}
		sink.next(portion.get());
		try {
			return portion(speech);
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

	private static Optional<Portion> portion(Speech speech) throws SpeechException {
		return speech.next().map((pcm) -> new Portion(AudioBytes.of(pcm), speech.takeMarks()));
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
	 * A speech whose first portion exists.
	 *
	 * @param speech the speech
	 * @param first its first portion
	 */
	record StartedSpeech(Speech speech, Optional<Portion> first) {

	}

	/**
	 * A portion of a speech.
	 *
	 * @param pcm audio, possibly none
	 * @param marks the sentences that end with it
	 */
	record Portion(AudioBytes pcm, List<SentenceMark> marks) {

		byte[] toFrames() {
			ByteArrayOutputStream frames = new ByteArrayOutputStream();
			if (this.pcm.length() > 0) {
				frames.writeBytes(new SpeechFrame.Audio(this.pcm).toByteArray());
			}
			this.marks.forEach((mark) -> frames.writeBytes(new SpeechFrame.Sentence(mark).toByteArray()));
			return frames.toByteArray();
		}

	}

}
