package io.cosymesh.backend.speech;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import io.cosymesh.mesh.problem.ProblemException;

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

	SpeechController(CloningPipeline pipeline, Voices voices, Pronunciations pronunciations) {
		this.pipeline = pipeline;
		this.voices = voices;
		this.pronunciations = pronunciations;
	}

	@PostMapping("/clone")
	Mono<Void> cloneVoice(ServerWebExchange exchange) {
		CloneFields fields = new CloneFields();
		return PromptForm.read(exchange.getRequest(), fields, this.pipeline::prepare)
			.flatMap((prompt) -> ordered(fields.order(), exchange)
				.flatMap((order) -> this.pipeline.speak(order, fields.voice(prompt))))
			.flatMap((speech) -> SpeechWriter.write(speech, exchange.getResponse()));
	}

	@PostMapping(path = "/speech", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<Void> speak(@RequestBody JsonNode body, ServerWebExchange exchange) {
		SpeechJson request = SpeechJson.of(body);
		return Caller.of(exchange)
			.flatMap((caller) -> this.voices.speaker(caller, request.voice()))
			.switchIfEmpty(Mono.error(SpeechController::voiceNotFound))
			.flatMap((voice) -> ordered(request.order(), exchange)
				.flatMap((order) -> this.pipeline.speak(order, request.apply(voice))))
			.flatMap((speech) -> SpeechWriter.write(speech, exchange.getResponse()));
	}

	/** Adds the caller's own pronunciations to an order. */
	private Mono<SpeechOrder> ordered(SpeechOrder order, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((owner) -> this.pronunciations.entries(owner, order.language()))
			.map(order::with);
	}

	private static ProblemException voiceNotFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "voice-not-found", "No such voice",
					"There is no voice with the id or name in 'voice'; list the voices to see which there are")
			.withField("voice");
	}

}
