package io.cosymesh.webui.mesh;

import java.util.Map;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.mesh.telemetry.TapFilter;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Shows the mesh to those who run it.
 */
@RestController
@RequestMapping("/api/v1/mesh")
class MeshController {

	private static final String CA = "identity-ca";

	private final WholeMesh mesh;

	private final WholeTap tap;

	private final MeshQuestions questions;

	MeshController(WholeMesh mesh, WholeTap tap, MeshQuestions questions) {
		this.mesh = mesh;
		this.tap = tap;
		this.questions = questions;
	}

	@GetMapping("/identities")
	Mono<Map<String, Object>> identities() {
		return this.mesh.identities();
	}

	@GetMapping("/edges")
	Mono<Map<String, Object>> edges() {
		return this.mesh.edges();
	}

	@GetMapping("/stat")
	Mono<Map<String, Object>> stat() {
		return this.mesh.stat();
	}

	@GetMapping("/history")
	Mono<Map<String, Object>> history() {
		return this.mesh.history();
	}

	@GetMapping("/denials")
	Mono<Map<String, Object>> denials() {
		return this.mesh.denials();
	}

	@GetMapping("/authz")
	Mono<Map<String, Object>> authz() {
		return this.mesh.policies();
	}

	@GetMapping("/authz/explain")
	Mono<JsonNode> explain(@RequestParam String service, @RequestParam String from, @RequestParam String method,
			@RequestParam String path) {
		return this.questions.ask(service, "/mesh/authz/explain", Map.of("from", from, "method", method, "path", path));
	}

	@GetMapping("/authorities")
	Mono<JsonNode> authorities() {
		return this.questions.ask(CA, "/v1/admin/authorities", Map.of());
	}

	@GetMapping("/checks")
	Mono<Map<String, Object>> checks() {
		return this.mesh.checks();
	}

	@GetMapping(path = "/tap", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<Object>> tap(@RequestParam MultiValueMap<String, String> query, ServerHttpRequest request) {
		String service = query.getFirst("service");
		if (StringUtils.hasText(service)) {
			this.questions.requireKnown(service);
		}
		String raw = request.getURI().getRawQuery();
		return this.tap.watch(StringUtils.hasText(service) ? service : null, TapFilter.of(query),
				(raw != null) ? raw : "");
	}

	@GetMapping(path = "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
	Resource description() {
		return new ClassPathResource("openapi/mesh.yaml");
	}

}
