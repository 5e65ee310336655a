package io.cosymesh.mesh.report;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.mesh.telemetry.EdgesAnswer;
import io.cosymesh.mesh.telemetry.StatAnswer;
import io.cosymesh.mesh.telemetry.TapFilter;

import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells whoever the policy lets ask.
 */
@RestController
final class ReportController {

	private final MeshReport report;

	private final JsonMapper json;

	ReportController(MeshReport report, JsonMapper json) {
		this.report = report;
		this.json = json;
	}

	@GetMapping("/mesh/identity")
	IdentityAnswer identity() {
		return this.report.identity();
	}

	@GetMapping("/mesh/edges")
	EdgesAnswer edges() {
		return this.report.edges();
	}

	@GetMapping("/mesh/stat")
	StatAnswer stat() {
		return this.report.stat();
	}

	@GetMapping("/mesh/history")
	HistoryAnswer history() {
		return this.report.history();
	}

	@GetMapping("/mesh/denials")
	DenialsAnswer denials() {
		return this.report.denials();
	}

	@GetMapping("/mesh/checks")
	Mono<ChecksAnswer> checks() {
		return this.report.checks();
	}

	@GetMapping(path = "/mesh/tap", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Mono<Void> tap(@RequestParam MultiValueMap<String, String> query, ServerHttpResponse response) {
		return TapStream.write(this.report.tap(TapFilter.of(query)), this.json, response);
	}

}
