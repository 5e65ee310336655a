package io.cosymesh.backend.voice;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.mesh.problem.ProblemException;

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

	VoiceController(CloningPipeline pipeline, Voices voices) {
		this.pipeline = pipeline;
		this.voices = voices;
	}

	@PostMapping
	Mono<ResponseEntity<VoiceDescription>> add(ServerWebExchange exchange) {
		VoiceFields fields = new VoiceFields();
		return PromptForm.read(exchange.getRequest(), fields, this.pipeline::prepare)
			.zipWith(Caller.of(exchange).map(Caller::name))
			.flatMap((form) -> this.voices.add(fields.draft(), form.getT2(), form.getT1()))
			.map((voice) -> ResponseEntity.created(URI.create("/api/v1/voices/" + voice.id()))
				.body(VoiceDescription.of(voice)));
	}

	@GetMapping
	Mono<VoicePage> list(@RequestParam(defaultValue = "50") int limit, @RequestParam @Nullable String after,
			@RequestParam @Nullable String q, @RequestParam @Nullable String language) {
		VoiceSearch search = VoiceSearch.of(limit, after, q, language);
		return this.voices.find(search.withOneMore()).map((found) -> VoicePage.of(found, limit));
	}

	@GetMapping("/{id}")
	Mono<VoiceDescription> get(@PathVariable String id) {
		return this.voices.find(id).map(VoiceDescription::of).switchIfEmpty(Mono.error(VoiceController::notFound));
	}

	@PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<VoiceDescription> change(@PathVariable String id, @RequestBody JsonNode body) {
		return this.voices.update(id, VoiceChanges.of(body))
			.map(VoiceDescription::of)
			.switchIfEmpty(Mono.error(VoiceController::notFound));
	}

	@GetMapping("/{id}/prompt")
	Mono<ResponseEntity<byte[]>> prompt(@PathVariable String id) {
		return this.voices.find(id)
			.flatMap(this.voices::audio)
			.map((pcm) -> ResponseEntity.ok()
				.contentType(MediaType.parseMediaType("audio/wav"))
				.header(HttpHeaders.CONTENT_DISPOSITION,
						ContentDisposition.inline().filename("prompt.wav").build().toString())
				.body(WaveFile.of(pcm)))
			.switchIfEmpty(Mono.error(VoiceController::notFound));
	}

	@DeleteMapping("/{id}")
	Mono<ResponseEntity<Void>> delete(@PathVariable String id) {
		return this.voices.delete(id)
			.flatMap((deleted) -> deleted ? Mono.just(ResponseEntity.noContent().<Void>build())
					: Mono.error(notFound()));
	}

	private static ProblemException notFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "voice-not-found", "No such voice",
					"There is no voice with this id; list the voices to see which there are")
			.withField("id");
	}

}
