package io.cosymesh.backend.speech;

import java.util.function.BiFunction;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.backend.voice.Voices;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.mesh.problem.ProblemWriter;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Speaks in the voice of an uploaded prompt, or in a kept one.
 */
@RestController
@RequestMapping("/api/v1")
class SpeechController {

	private final CloningPipeline pipeline;

	private final Voices voices;

	private final Pronunciations pronunciations;

	private final SpeechEvents events;

	SpeechController(CloningPipeline pipeline, Voices voices, Pronunciations pronunciations,
			ObjectProvider<ProblemWriter> problems) {
		this.events = new SpeechEvents(problems);
		this.pipeline = pipeline;
		this.voices = voices;
		this.pronunciations = pronunciations;
	}

	@PostMapping("/clone")
	Mono<Void> cloneVoice(ServerWebExchange exchange) {
		return cloned(exchange, this.pipeline::speak)
			.flatMap((speech) -> SpeechWriter.write(speech, exchange.getResponse()));
	}

	@PostMapping(path = "/clone", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> cloneVoiceInEvents(ServerWebExchange exchange) {
		return cloned(exchange, this.pipeline::speakMarked).map((speech) -> this.events.answer(speech, exchange));
	}

	@PostMapping(path = "/speech", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<Void> speak(@RequestBody JsonNode body, ServerWebExchange exchange) {
		return spoken(body, exchange, this.pipeline::speak)
			.flatMap((speech) -> SpeechWriter.write(speech, exchange.getResponse()));
	}

	@PostMapping(path = "/speech", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> speakInEvents(@RequestBody JsonNode body,
			ServerWebExchange exchange) {
		return spoken(body, exchange, this.pipeline::speakMarked).map((speech) -> this.events.answer(speech, exchange));
	}

	private <T> Mono<T> cloned(ServerWebExchange exchange, BiFunction<SpeechOrder, VoicePrompt, Mono<T>> speaking) {
		CloneFields fields = new CloneFields();
		return PromptForm.read(exchange.getRequest(), fields, this.pipeline::prepare)
			.flatMap((prompt) -> ordered(fields.order(), exchange)
				.flatMap((order) -> speaking.apply(order, fields.voice(prompt))));
	}

	private <T> Mono<T> spoken(JsonNode body, ServerWebExchange exchange,
			BiFunction<SpeechOrder, VoicePrompt, Mono<T>> speaking) {
		SpeechJson request = SpeechJson.of(body);
		return Caller.of(exchange)
			.flatMap((caller) -> this.voices.kept(caller, request.voice()))
			.map(request::admitted)
			.flatMap(this.voices::speaker)
			.switchIfEmpty(Mono.error(SpeechProblems::voiceNotFound))
			.flatMap((voice) -> ordered(request.order(), exchange)
				.flatMap((order) -> speaking.apply(order, request.apply(voice))));
	}

	/** Adds the caller's own pronunciations to an order. */
	private Mono<SpeechOrder> ordered(SpeechOrder order, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((owner) -> this.pronunciations.entries(owner, order.language()))
			.map(order::with);
	}

}
