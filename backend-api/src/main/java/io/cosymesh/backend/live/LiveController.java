package io.cosymesh.backend.live;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.backend.speech.SpeechProblems;
import io.cosymesh.backend.voice.Voices;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Opens sessions. What can be refused is refused before the protocol changes.
 */
@RestController
class LiveController {

	private final CloningPipeline pipeline;

	private final Voices voices;

	private final Pronunciations pronunciations;

	private final LiveSessions sessions;

	private final LiveDoor door;

	LiveController(CloningPipeline pipeline, Voices voices, Pronunciations pronunciations, LiveSessions sessions,
			LiveDoor door) {
		this.pipeline = pipeline;
		this.voices = voices;
		this.pronunciations = pronunciations;
		this.sessions = sessions;
		this.door = door;
	}

	@GetMapping("/v1/audio/speech/stream")
	Mono<Void> open(ServerWebExchange exchange) {
		if (!"websocket".equalsIgnoreCase(exchange.getRequest().getHeaders().getUpgrade())) {
			return Mono.error(LiveProblems.upgradeRequired());
		}
		return Caller.of(exchange).flatMap((caller) -> {
			LiveSessions.Place place = this.sessions.admit(caller);
			return this.door.open(exchange, place, (fields) -> voicing(caller, fields));
		});
	}

	private Mono<Voicing> voicing(Caller caller, JsonNode fields) {
		return Mono.fromSupplier(() -> this.door.delivery(fields))
			.flatMap((delivery) -> this.voices.kept(caller, delivery.request().voice())
				.flatMap(this.voices::speaker)
				.switchIfEmpty(Mono.error(SpeechProblems::voiceNotFound))
				.flatMap((voice) -> this.pronunciations.entries(caller, delivery.order().language())
					.map((entries) -> new Voicing(this.pipeline, voice,
							delivery.with(delivery.order().with(entries))))));
	}

}
