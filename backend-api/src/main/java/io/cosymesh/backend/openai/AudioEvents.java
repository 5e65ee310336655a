package io.cosymesh.backend.openai;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.pipeline.MarkedSpeech;
import io.cosymesh.backend.pipeline.SpeechEvent;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.mesh.problem.ProblemWriter;
import io.cosymesh.mesh.problem.RequestId;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with speech in events of OpenAI's kind. Written by hand: their clients look for
 * {@code data: } with its blank, which is up to the writer. A failure is an event
 * {@code error} and breaks the connection off, so that no client takes the rest for all.
 */
final class AudioEvents {

	private static final Logger logger = LoggerFactory.getLogger(AudioEvents.class);

	/** What a second of speech counts, as many as CosyVoice makes of it. */
	private static final double TOKENS_PER_SECOND = 25;

	private final JsonMapper json;

	/** There is none in an application that doesn't listen. */
	private final ObjectProvider<ProblemWriter> problems;

	AudioEvents(JsonMapper json, ObjectProvider<ProblemWriter> problems) {
		this.json = json;
		this.problems = problems;
	}

	Mono<Void> write(MarkedSpeech speech, int characters, ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatus.OK);
		HttpHeaders headers = response.getHeaders();
		headers.putAll(speech.description());
		headers.setContentType(MediaType.TEXT_EVENT_STREAM);
		headers.set("X-Accel-Buffering", "no");
		Flux<String> events = speech.events()
			.<String>handle((event, sink) -> text(event, characters).ifPresent(sink::next))
			.onErrorResume((error) -> Flux.just(failure(error, exchange)).concatWith(Mono.error(error)));
		return response.writeAndFlushWith(events.map((event) -> Mono.just(buffer(event))));
	}

	private Optional<String> text(SpeechEvent event, int characters) {
		return switch (event) {
			case SpeechEvent.Audio audio -> Optional.of(data(new Delta("speech.audio.delta", bytes(audio.audio()))));
			case SpeechEvent.Sentence _ -> Optional.empty();
			case SpeechEvent.Done done ->
				Optional.of(data(new Done("speech.audio.done", Usage.of(characters, done.seconds()))));
		};
	}

	private String failure(Throwable error, ServerWebExchange exchange) {
		logger.warn("event=speech-broken-off request={} cause={}",
				RequestId.of(exchange).map(RequestId::value).orElse("-"), error.getClass().getName());
		return "event: error\ndata: " + this.problems.getObject().json(exchange, error) + "\n\n";
	}

	private String data(Object event) {
		return "data: " + this.json.writeValueAsString(event) + "\n\n";
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static AudioBytes bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return AudioBytes.of(bytes);
	}

	/**
	 * More of the audio.
	 *
	 * @param type what this is
	 * @param audio its next bytes
	 */
	record Delta(String type, AudioBytes audio) {

	}

	/**
	 * The audio is whole.
	 *
	 * @param type what this is
	 * @param usage how much it was
	 */
	record Done(String type, Usage usage) {

	}

	/**
	 * How much was said, in the counts that clients of the API add up.
	 *
	 * @param inputTokens characters of the text
	 * @param outputTokens length of the speech
	 * @param totalTokens both together
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record Usage(long inputTokens, long outputTokens, long totalTokens) {

		static Usage of(int characters, double seconds) {
			long spoken = (long) Math.ceil(seconds * TOKENS_PER_SECOND);
			return new Usage(characters, spoken, characters + spoken);
		}

	}

}
