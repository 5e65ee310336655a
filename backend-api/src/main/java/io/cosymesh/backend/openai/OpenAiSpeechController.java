package io.cosymesh.backend.openai;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.speech.Speaking;
import io.cosymesh.backend.speech.SpeechProblems;
import io.cosymesh.backend.speech.SpeechWriter;
import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks as OpenAI's API does: audio as it is made, or events with audio in them.
 */
@RestController
class OpenAiSpeechController {

	private final Speaking speaking;

	private final OpenAiProperties properties;

	private final AudioEvents events;

	OpenAiSpeechController(Speaking speaking, OpenAiProperties properties, JsonMapper json,
			ObjectProvider<ProblemWriter> problems) {
		this.speaking = speaking;
		this.properties = properties;
		this.events = new AudioEvents(json, problems);
	}

	@PostMapping(path = "/v1/audio/speech", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<Void> speak(@RequestBody JsonNode body, ServerWebExchange exchange) {
		SpeechQuery query = SpeechQuery.of(body);
		if (!this.properties.models().contains(query.model())) {
			throw OpenAiProblems.modelNotFound(query.model());
		}
		HttpHeaders headers = exchange.getResponse().getHeaders();
		return Caller.of(exchange)
			.flatMap((caller) -> query.isInEvents() ? inEvents(caller, query, exchange)
					: inAudio(caller, query, exchange))
			.doOnSubscribe((_) -> headers.setCacheControl(CacheControl.noStore()));
	}

	private Mono<Void> inAudio(Caller caller, SpeechQuery query, ServerWebExchange exchange) {
		return spoken(caller, query, CloningPipeline::speak).flatMap((spoken) -> {
			tell(spoken, query, exchange);
			return SpeechWriter.write(spoken.speech(), query.mediaType(), exchange.getResponse());
		});
	}

	private Mono<Void> inEvents(Caller caller, SpeechQuery query, ServerWebExchange exchange) {
		return spoken(caller, query, CloningPipeline::speakMarked).flatMap((spoken) -> {
			tell(spoken, query, exchange);
			return this.events.write(spoken.speech(), query.characters(), exchange);
		});
	}

	private <T> Mono<Speaking.Spoken<T>> spoken(Caller caller, SpeechQuery query, Speaking.Delivery<T> delivery) {
		return this.speaking.voice(caller, query.voice(), this.properties::voice)
			.switchIfEmpty(Mono.error(SpeechProblems::voiceNotFound))
			.flatMap((voice) -> this.speaking.speak(caller, query.order(), voice, delivery));
	}

	private static void tell(Speaking.Spoken<?> spoken, SpeechQuery query, ServerWebExchange exchange) {
		boolean followed = spoken.followed() && !query.isInstructionTooLong();
		new Speaking.Spoken<>(spoken.speech(), followed).tell(exchange.getResponse().getHeaders());
	}

}
