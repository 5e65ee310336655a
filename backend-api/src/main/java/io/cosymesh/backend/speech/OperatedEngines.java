package io.cosymesh.backend.speech;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.EngineListing;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.ProbeReport;

import reactor.core.publisher.Mono;

/**
 * The engines as operators see them, why one is out of order included, and what they may
 * do to them. The gateway decides who is an operator.
 */
@RestController
@RequestMapping("/internal/engines")
class OperatedEngines {

	private final InferenceEngine engine;

	private final SharedQuestion<EngineListing> engines;

	OperatedEngines(InferenceEngine engine) {
		this.engine = engine;
		this.engines = new SharedQuestion<>(Mono.defer(engine::engines));
	}

	@GetMapping
	Mono<EngineListing> list() {
		return this.engines.ask();
	}

	@PostMapping("/reload")
	Mono<EngineDescription> reload() {
		return this.engine.reloadModel();
	}

	@PostMapping("/probe")
	Mono<ProbeReport> probe() {
		return this.engine.probe();
	}

}
