package io.cosymesh.backend.speech;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.EngineListing;
import io.cosymesh.contracts.inference.InferenceEngine;

import reactor.core.publisher.Mono;

/**
 * Says which engines there are, and which one speaks.
 */
@RestController
class EngineController {

	private final SharedQuestion<EngineListing> engines;

	private final SharedQuestion<EngineDescription> engine;

	EngineController(InferenceEngine inferenceEngine) {
		this.engines = new SharedQuestion<>(Mono.defer(inferenceEngine::engines));
		this.engine = new SharedQuestion<>(Mono.defer(inferenceEngine::describe));
	}

	@GetMapping("/api/v1/engines")
	Mono<EngineOffers> list() {
		return this.engines.ask().map(EngineOffers::of);
	}

	@GetMapping("/api/v1/engine")
	Mono<EngineDescription> describe() {
		return this.engine.ask();
	}

}
