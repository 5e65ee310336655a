package io.cosymesh.backend.openai;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.consent.ConsentProblems;
import io.cosymesh.backend.consent.Consents;
import io.cosymesh.backend.consent.StoredConsent;
import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.CloningPipeline;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Keeps, lists and forgets consents in the words of OpenAI's API.
 */
@RestController
@RequestMapping("/v1/audio/voice_consents")
class ConsentController {

	private static final int PAGE = 20;

	private static final String RECORDING = "recording";

	private static final String NAME = "name";

	private static final String LANGUAGE = "language";

	private final CloningPipeline pipeline;

	private final Consents consents;

	ConsentController(CloningPipeline pipeline, Consents consents) {
		this.pipeline = pipeline;
		this.consents = consents;
	}

	@PostMapping
	Mono<ListedConsent> add(ServerWebExchange exchange) {
		UploadFields fields = new UploadFields(RECORDING, NAME, LANGUAGE);
		return PromptForm.readParts(exchange.getRequest(), fields, this.pipeline::prepare, fields.parts())
			.zipWith(Origin.of(exchange))
			.flatMap((form) -> this.consents.add(form.getT2(), name(fields.get(NAME)), language(fields.get(LANGUAGE)),
					Objects.requireNonNull(form.getT1().get(RECORDING))))
			.map(ListedConsent::of);
	}

	@GetMapping
	Mono<ListedConsent.Page> list(ServerWebExchange exchange) {
		Listing listing = Listing.of(exchange.getRequest().getQueryParams(), PAGE);
		String after = listing.after();
		UUID last = (after != null) ? id(after, "after") : null;
		// one more tells whether there is another page
		return Caller.of(exchange)
			.flatMap((caller) -> this.consents.list(caller, listing.limit() + 1, last))
			.map((found) -> ListedConsent.Page.of(found, listing.limit()));
	}

	@GetMapping("/{id}")
	Mono<ListedConsent> get(@PathVariable String id, ServerWebExchange exchange) {
		UUID known = id(id, "id");
		return Caller.of(exchange).flatMap((caller) -> this.consents.get(caller, known, "id")).map(ListedConsent::of);
	}

	@PostMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<ListedConsent> rename(@PathVariable String id, @RequestBody JsonNode body, ServerWebExchange exchange) {
		UUID known = id(id, "id");
		String name = newName(body);
		return Caller.of(exchange)
			.flatMap((caller) -> this.consents.rename(caller, known, name))
			.map(ListedConsent::of);
	}

	@DeleteMapping("/{id}")
	Mono<Deleted> delete(@PathVariable String id, ServerWebExchange exchange) {
		UUID known = id(id, "id");
		return Caller.of(exchange)
			.flatMap((caller) -> this.consents.delete(caller, known))
			.thenReturn(Deleted.of(id, ListedConsent.OBJECT));
	}

	private static String newName(JsonNode body) {
		if (!body.path(NAME).isString()) {
			throw FieldProblems.missing(NAME);
		}
		body.propertyNames().stream().filter((member) -> !member.equals(NAME)).findFirst().ifPresent((member) -> {
			throw FieldProblems.unknown(member, List.of(NAME));
		});
		return name(body.path(NAME).asString());
	}

	private static String name(String value) {
		return FieldValues.name(NAME, value, StoredConsent.MAX_NAME_LENGTH);
	}

	private static String language(String value) {
		String language = FieldValues.language(LANGUAGE, value);
		if (language == null) {
			throw FieldProblems.missing(LANGUAGE);
		}
		return language;
	}

	private static UUID id(String id, String field) {
		return ListedConsent.parse(id).orElseThrow(() -> ConsentProblems.notFound(field));
	}

}
