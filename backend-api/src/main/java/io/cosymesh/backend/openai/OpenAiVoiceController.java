package io.cosymesh.backend.openai;

import java.util.Map;
import java.util.Objects;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.consent.ConsentProblems;
import io.cosymesh.backend.consent.Consents;
import io.cosymesh.backend.consent.StoredConsent;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.voice.RecordedConsent;
import io.cosymesh.backend.voice.VoiceRegister;
import io.cosymesh.backend.voice.Voices;
import io.cosymesh.contracts.audio.PreparedPrompt;

import reactor.core.publisher.Mono;

/**
 * Keeps, lists and forgets voices in the words of OpenAI's API. There a consent comes
 * first, and no voice without one.
 */
@RestController
@RequestMapping("/v1/audio/voices")
class OpenAiVoiceController {

	/** Whoever chooses a voice sees them all on one page, as far as pages go. */
	private static final int PAGE = 100;

	private static final String SAMPLE = "audio_sample";

	private final CloningPipeline pipeline;

	private final Voices voices;

	private final VoiceRegister register;

	private final Consents consents;

	OpenAiVoiceController(CloningPipeline pipeline, Voices voices, VoiceRegister register, Consents consents) {
		this.pipeline = pipeline;
		this.voices = voices;
		this.register = register;
		this.consents = consents;
	}

	@GetMapping
	Mono<ListedVoice.Page> list(ServerWebExchange exchange) {
		Listing listing = Listing.of(exchange.getRequest().getQueryParams(), PAGE);
		return Caller.of(exchange)
			.flatMap((caller) -> this.voices.summaries(caller, listing.limit(), listing.after()))
			.map(ListedVoice.Page::of);
	}

	@PostMapping
	Mono<ListedVoice> add(ServerWebExchange exchange) {
		UploadFields fields = new UploadFields(SAMPLE, "name", "consent");
		return PromptForm.readParts(exchange.getRequest(), fields, this.pipeline::prepare, fields.parts())
			.zipWith(Origin.of(exchange))
			.flatMap((form) -> added(form.getT2(), fields, form.getT1()));
	}

	@GetMapping("/{id}")
	Mono<ListedVoice> get(@PathVariable String id, ServerWebExchange exchange) {
		return Caller.of(exchange).flatMap((caller) -> this.voices.summary(caller, id)).map(ListedVoice::of);
	}

	@DeleteMapping("/{id}")
	Mono<Deleted> delete(@PathVariable String id, ServerWebExchange exchange) {
		return Origin.of(exchange)
			.flatMap((origin) -> this.register.delete(origin, id))
			.thenReturn(Deleted.of(id, ListedVoice.OBJECT));
	}

	private Mono<ListedVoice> added(Origin origin, UploadFields fields, Map<String, PreparedPrompt> recordings) {
		return Mono.justOrEmpty(ListedConsent.parse(fields.get("consent")))
			.switchIfEmpty(Mono.error(() -> ConsentProblems.notFound("consent")))
			.flatMap((id) -> this.consents.get(origin.caller(), id, "consent"))
			.flatMap((consent) -> this.register.add(origin, fields.get("name"), recorded(consent),
					Objects.requireNonNull(recordings.get(SAMPLE))))
			.map(ListedVoice::of);
	}

	private static RecordedConsent recorded(StoredConsent consent) {
		return new RecordedConsent(consent.name(), consent.createdAt(),
				"As said in the recording of the consent %s, in %s".formatted(ListedConsent.id(consent.id()),
						consent.language()),
				consent.address(), consent.recording());
	}

}
