package io.cosymesh.backend.voice;

import java.net.URI;
import java.util.Set;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.CloningPipeline;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Keeps, lists, plays and forgets voices.
 */
@RestController
@RequestMapping("/api/v1/voices")
class VoiceController {

	private final CloningPipeline pipeline;

	private final Voices voices;

	private final VoiceRegister register;

	VoiceController(CloningPipeline pipeline, Voices voices, VoiceRegister register) {
		this.pipeline = pipeline;
		this.voices = voices;
		this.register = register;
	}

	@PostMapping
	Mono<ResponseEntity<VoiceDescription>> add(ServerWebExchange exchange) {
		VoiceFields fields = new VoiceFields();
		return PromptForm
			.read(exchange.getRequest(), fields, this.pipeline::prepare, Set.of(VoiceFields.CONSENT_RECORDING))
			.zipWith(Origin.of(exchange))
			.flatMap((form) -> this.register.add(form.getT2(), fields.draft(), fields.consent(), form.getT1()))
			.map((voice) -> ResponseEntity.created(URI.create("/api/v1/voices/" + voice.id()))
				.body(VoiceDescription.of(voice, voice.owner())));
	}

	@GetMapping
	Mono<VoicePage> list(ServerWebExchange exchange) {
		VoiceSearch search = VoiceSearch.of(exchange.getRequest().getQueryParams());
		return Caller.of(exchange).flatMap((caller) -> this.voices.page(caller, search));
	}

	@GetMapping("/{id}")
	Mono<VoiceDescription> get(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.voices.find(caller, id).flatMap((voice) -> this.voices.described(caller, voice)))
			.switchIfEmpty(Mono.error(VoiceProblems::notFound));
	}

	@PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<VoiceDescription> change(@PathVariable String id, @RequestBody JsonNode body, ServerWebExchange exchange) {
		VoiceChanges changes = VoiceChanges.of(body);
		return Origin.of(exchange)
			.flatMap((origin) -> this.register.change(origin, id, changes))
			.map((voice) -> VoiceDescription.of(voice, voice.owner()));
	}

	@GetMapping("/{id}/prompt")
	Mono<ResponseEntity<byte[]>> prompt(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.voices.find(caller, id))
			.flatMap(this.voices::audio)
			.map((pcm) -> WaveFile.answer("prompt.wav", pcm))
			.switchIfEmpty(Mono.error(VoiceProblems::notFound));
	}

	@DeleteMapping("/{id}")
	Mono<ResponseEntity<Void>> delete(@PathVariable String id, ServerWebExchange exchange) {
		return Origin.of(exchange)
			.flatMap((origin) -> this.register.delete(origin, id))
			.then(Mono.just(ResponseEntity.noContent().build()));
	}

}
