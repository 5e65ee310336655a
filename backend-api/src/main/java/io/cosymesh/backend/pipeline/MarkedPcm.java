package io.cosymesh.backend.pipeline;

import java.util.ArrayList;
import java.util.List;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ResponseEntity;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.contracts.inference.SpeechFrameReader;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Takes the frames of one speech apart. Marks wait beside audio that is encoded; there
 * are as many as the text has sentences, so they need no bound of their own.
 */
final class MarkedPcm {

	private final Flux<DataBuffer> frames;

	private final SpeechFrameReader reader = new SpeechFrameReader();

	private final Sinks.Many<SpeechEvent> beside = Sinks.many().unicast().onBackpressureBuffer();

	private long bytes;

	private int sentences;

	private MarkedPcm(Flux<DataBuffer> frames) {
		this.frames = frames;
	}

	static MarkedPcm of(ResponseEntity<Flux<DataBuffer>> spoken) {
		boolean framed = String.valueOf(spoken.getHeaders().getContentType()).equals(SpeechFrame.MEDIA_TYPE);
		return new MarkedPcm(framed ? SpeechStream.body(spoken)
				: Flux.error(SpeechStream.broken("The engine doesn't mark sentences")));
	}

	/** Returns audio and sentences in the order they are made. */
	Flux<SpeechEvent> inOrder() {
		return this.frames.concatMapIterable(this::read, 1).concatWith(Mono.defer(this::end));
	}

	/** Returns the audio alone, to be encoded. */
	Flux<DataBuffer> audio() {
		return inOrder().doOnNext((event) -> {
			if (event instanceof SpeechEvent.Sentence) {
				// Refused only where nobody listens any more.
				this.beside.tryEmitNext(event);
			}
		})
			.doFinally((signal) -> this.beside.tryEmitComplete())
			.ofType(SpeechEvent.Audio.class)
			.map(SpeechEvent.Audio::audio);
	}

	/** Puts the sentences beside what became of the audio. */
	Flux<SpeechEvent> beside(Flux<DataBuffer> encoded) {
		return Flux.merge(1, encoded.map(SpeechEvent.Audio::new), this.beside.asFlux());
	}

	Mono<SpeechEvent> done() {
		return Mono.fromSupplier(() -> new SpeechEvent.Done(this.sentences, PcmFormat.seconds(this.bytes)));
	}

	private List<SpeechEvent> read(DataBuffer buffer) {
		byte[] arrived = new byte[buffer.readableByteCount()];
		buffer.read(arrived);
		List<SpeechEvent> events = new ArrayList<>();
		try {
			this.reader.read(arrived).forEach((frame) -> events.add(event(frame)));
		}
		catch (IllegalArgumentException ex) {
			throw SpeechStream.broken(String.valueOf(ex.getMessage()));
		}
		return events;
	}

	private SpeechEvent event(SpeechFrame frame) {
		return switch (frame) {
			case SpeechFrame.Audio audio -> {
				this.bytes += audio.pcm().length();
				yield new SpeechEvent.Audio(DefaultDataBufferFactory.sharedInstance.wrap(audio.pcm().toByteArray()));
			}
			case SpeechFrame.Sentence sentence -> sentence(sentence.mark());
		};
	}

	private SpeechEvent.Sentence sentence(SentenceMark mark) {
		if (mark.endSample() * PcmFormat.BYTES_PER_SAMPLE > this.bytes) {
			throw SpeechStream.broken("The engine marked a sentence that it hadn't said");
		}
		return new SpeechEvent.Sentence(this.sentences++, mark.text(), seconds(mark.startSample()),
				seconds(mark.endSample()));
	}

	private Mono<SpeechEvent> end() {
		try {
			this.reader.finish();
		}
		catch (IllegalArgumentException ex) {
			return Mono.error(SpeechStream.broken(String.valueOf(ex.getMessage())));
		}
		return SpeechStream.wholeSamples(this.bytes);
	}

	private static double seconds(long samples) {
		return PcmFormat.seconds(samples * PcmFormat.BYTES_PER_SAMPLE);
	}

}
