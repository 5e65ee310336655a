package io.cosymesh.backend.speech;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.pipeline.MarkedSpeech;
import io.cosymesh.backend.pipeline.SpeechEvent;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.mesh.problem.ProblemWriter;
import io.cosymesh.mesh.problem.RequestId;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers with speech as server-sent events: what it is, its audio and its sentences as
 * they are made, and how it ended. A listener takes nothing for whole before the last.
 */
final class SpeechEvents {

	private static final Logger logger = LoggerFactory.getLogger(SpeechEvents.class);

	/** There is none in an application that doesn't listen. */
	private final ObjectProvider<ProblemWriter> problems;

	SpeechEvents(ObjectProvider<ProblemWriter> problems) {
		this.problems = problems;
	}

	ResponseEntity<Flux<ServerSentEvent<Object>>> answer(MarkedSpeech speech, ServerWebExchange exchange) {
		Flux<ServerSentEvent<Object>> events = Flux.just(event("speech", Description.of(speech)))
			.concatWith(speech.events().map(SpeechEvents::event))
			.onErrorResume((error) -> Mono.just(failure(error, exchange)));
		return ResponseEntity.ok()
			.headers((headers) -> headers.putAll(speech.description()))
			.cacheControl(CacheControl.noStore())
			.body(events);
	}

	private ServerSentEvent<Object> failure(Throwable error, ServerWebExchange exchange) {
		logger.warn("event=speech-broken-off request={} cause={}",
				RequestId.of(exchange).map(RequestId::value).orElse("-"), error.getClass().getName());
		return event("error", this.problems.getObject().members(exchange, error));
	}

	private static ServerSentEvent<Object> event(SpeechEvent event) {
		return switch (event) {
			case SpeechEvent.Audio audio -> event("audio", new Sound(bytes(audio.audio())));
			case SpeechEvent.Sentence sentence -> event("sentence", sentence);
			case SpeechEvent.Done done -> event("done", done);
		};
	}

	private static ServerSentEvent<Object> event(String name, Object data) {
		return ServerSentEvent.builder().event(name).data(data).build();
	}

	private static AudioBytes bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return AudioBytes.of(bytes);
	}

	/**
	 * A piece of the audio.
	 *
	 * @param audio its bytes
	 */
	record Sound(AudioBytes audio) {

	}

	/**
	 * What the headers say of a speech.
	 *
	 * @param engine name of the engine that speaks
	 * @param sampleRate samples per second
	 * @param seed the seed
	 * @param language BCP 47 tag of what is spoken
	 * @param format format of the audio
	 * @param sentences number of sentences there will be
	 */
	record Description(@Nullable String engine, @Nullable Long sampleRate, @Nullable Long seed,
			@Nullable String language, String format, @Nullable Long sentences) {

		static Description of(MarkedSpeech speech) {
			HttpHeaders headers = speech.description();
			return new Description(headers.getFirst(SpeechHeaders.ENGINE), number(headers, SpeechHeaders.SAMPLE_RATE),
					number(headers, SpeechHeaders.SEED), headers.getFirst(SpeechHeaders.LANGUAGE),
					speech.format().name().toLowerCase(Locale.ROOT), number(headers, SpeechHeaders.SENTENCES));
		}

		private static @Nullable Long number(HttpHeaders headers, String name) {
			return Optional.ofNullable(headers.getFirst(name)).map(Long::valueOf).orElse(null);
		}

	}

}
