package io.cosymesh.backend.voice;

import java.util.Optional;

import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldProblems;

import reactor.core.publisher.Mono;

/**
 * Shows the owner of a voice what proves the consent to it, and what became of it.
 */
@RestController
@RequestMapping("/api/v1/voices/{id}")
class VoiceRecordController {

	private static final String AFTER = "after";

	private final VoiceRegister register;

	VoiceRecordController(VoiceRegister register) {
		this.register = register;
	}

	@GetMapping("/consent/recording")
	Mono<ResponseEntity<byte[]>> consentRecording(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap((caller) -> this.register.consentRecording(caller, id))
			.map((pcm) -> WaveFile.answer("consent.wav", pcm));
	}

	@GetMapping("/events")
	Mono<VoiceEvent.Page> events(@PathVariable String id, ServerWebExchange exchange) {
		MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
		int limit = VoiceSearch.limit(query);
		long before = before(query);
		return Caller.of(exchange).flatMap((caller) -> this.register.events(caller, id, limit, before));
	}

	private static long before(MultiValueMap<String, String> query) {
		try {
			return Optional.ofNullable(query.getFirst(AFTER)).map(Long::parseLong).orElse(Long.MAX_VALUE);
		}
		catch (NumberFormatException _) {
			throw FieldProblems.invalid(AFTER, "the 'next' of an earlier page");
		}
	}

}
