package io.cosymesh.backend.prompt;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.audio.PromptPlot;
import io.cosymesh.contracts.audio.PromptReport;

import reactor.core.publisher.Mono;

/**
 * Judges and draws recordings.
 */
@RestController
@RequestMapping("/api/v1/prompts")
class PromptController {

	private final CloningPipeline pipeline;

	PromptController(CloningPipeline pipeline) {
		this.pipeline = pipeline;
	}

	@PostMapping("/check")
	Mono<PromptReport> check(ServerWebExchange exchange) {
		return PromptForm.read(exchange.getRequest(), new NoFields(), this.pipeline::prepare)
			.map(PreparedPrompt::report);
	}

	@PostMapping("/plot")
	Mono<PromptPlot> plot(ServerWebExchange exchange) {
		return PromptForm.read(exchange.getRequest(), new NoFields(), this.pipeline::plot);
	}

}
