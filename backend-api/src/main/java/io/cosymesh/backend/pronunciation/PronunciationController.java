package io.cosymesh.backend.pronunciation;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.contracts.inference.PronunciationEntry;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Lists, writes and deletes the entries of the caller's own dictionary.
 */
@RestController
@RequestMapping("/api/v1/pronunciations")
class PronunciationController {

	private final Pronunciations pronunciations;

	private final ReadingCheck readings;

	PronunciationController(Pronunciations pronunciations, ReadingCheck readings) {
		this.pronunciations = pronunciations;
		this.readings = readings;
	}

	@GetMapping
	Mono<Dictionary> list(ServerWebExchange exchange) {
		return Caller.of(exchange)
			.flatMap(this.pronunciations::all)
			.map((entries) -> new Dictionary(entries, PronunciationEntry.MAX_ENTRIES));
	}

	@PutMapping(path = "/{word}", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<ResponseEntity<StoredPronunciation>> put(@PathVariable String word, @RequestBody JsonNode body,
			ServerWebExchange exchange) {
		PronunciationDraft draft = PronunciationDraft.of(word, body);
		return this.readings.check(draft)
			.then(Caller.of(exchange))
			.flatMap((owner) -> this.pronunciations.put(owner, draft))
			.map((written) -> ResponseEntity.status(written.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
				.body(written.entry()));
	}

	@DeleteMapping("/{word}")
	Mono<ResponseEntity<Void>> delete(@PathVariable String word, ServerWebExchange exchange) {
		String known = PronunciationDraft.word(word);
		return Caller.of(exchange)
			.flatMap((owner) -> this.pronunciations.delete(owner, known))
			.flatMap((deleted) -> deleted ? Mono.just(ResponseEntity.noContent().<Void>build())
					: Mono.error(PronunciationProblems.notFound()));
	}

	/**
	 * A dictionary.
	 *
	 * @param pronunciations its entries by word
	 * @param limit entries it may have at most
	 */
	record Dictionary(List<StoredPronunciation> pronunciations, int limit) {

	}

}
