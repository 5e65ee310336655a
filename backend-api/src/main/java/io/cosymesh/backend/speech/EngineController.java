package io.cosymesh.backend.speech;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.InferenceEngine;

import reactor.core.publisher.Mono;

/**
 * Says which engines there are, and which one speaks.
 */
@RestController
class EngineController {

	private final InferenceEngine inferenceEngine;

	EngineController(InferenceEngine inferenceEngine) {
		this.inferenceEngine = inferenceEngine;
	}

	@GetMapping("/api/v1/engines")
	Mono<EngineOffers> list() {
		return this.inferenceEngine.engines().map(EngineOffers::of);
	}

	@GetMapping("/api/v1/engine")
	Mono<EngineDescription> describe() {
		return this.inferenceEngine.describe();
	}

}
