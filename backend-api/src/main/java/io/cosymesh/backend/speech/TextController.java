package io.cosymesh.backend.speech;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.TextReading;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Shows how a text would be read, with the caller's own pronunciations.
 */
@RestController
class TextController {

	private final InferenceEngine inferenceEngine;

	private final Pronunciations pronunciations;

	TextController(InferenceEngine inferenceEngine, Pronunciations pronunciations) {
		this.inferenceEngine = inferenceEngine;
		this.pronunciations = pronunciations;
	}

	@PostMapping(path = "/api/v1/text", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<TextReading> read(@RequestBody JsonNode body, ServerWebExchange exchange) {
		TextQuery query = TextQuery.of(body);
		return Caller.of(exchange)
			.flatMap((owner) -> this.pronunciations.entries(owner, query.language()))
			.flatMap((entries) -> this.inferenceEngine.read(query.with(entries)));
	}

}
