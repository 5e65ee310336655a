package io.cosymesh.backend.voice;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.inference.VoicePrompt;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The voices that a caller may speak with: their own, those shared in their tenant, and
 * the built-in ones. Nothing blocks the caller.
 */
public final class Voices {

	private final VoiceTable table;

	private final BuiltInVoices builtIns;

	private final Prompts prompts;

	private final Scheduler blocking;

	Voices(VoiceTable table, BuiltInVoices builtIns, Prompts prompts, Scheduler blocking) {
		this.table = table;
		this.builtIns = builtIns;
		this.prompts = prompts;
		this.blocking = blocking;
	}

	/**
	 * Finds a voice to speak in at once.
	 * @param caller who wants to speak
	 * @param reference id of a voice, or the exact name of one of the caller's own or of
	 * a built-in one; the caller's own wins
	 * @return what the engine needs of it, or nothing when there is no such voice for
	 * this caller; fails with 409 when several of the caller's own have that name
	 */
	public Mono<VoicePrompt> speaker(Caller caller, String reference) {
		return kept(caller, reference).flatMap(this::speaker);
	}

	/**
	 * Reads the prompt of a voice.
	 * @param voice the voice
	 * @return what the engine needs of it, or nothing when its prompt was deleted since
	 */
	public Mono<VoicePrompt> speaker(KeptVoice voice) {
		return blocking(() -> this.prompts.read(voice.prompt()).orElse(null)).map(voice::spoken);
	}

	/**
	 * Finds a voice to speak in later.
	 * @param caller who wants to speak
	 * @param reference as for {@link #speaker}
	 * @return the voice as it is now, or nothing when there is none
	 */
	public Mono<KeptVoice> kept(Caller caller, String reference) {
		return referred(caller, reference).flatMap((voice) -> switch (voice) {
			case Voice kept -> Mono.just(KeptVoice.of(kept));
			case BuiltInVoice builtIn -> this.builtIns.kept(builtIn);
		});
	}

	/**
	 * Finds a voice to show.
	 * @param caller who wants to see it
	 * @param id its id
	 * @return what lists show of it; fails when there is no such voice for this caller
	 */
	public Mono<VoiceSummary> summary(Caller caller, String id) {
		return find(caller, id).map(VoiceSummary::of).switchIfEmpty(Mono.error(VoiceProblems::notFound));
	}

	/**
	 * Lists voices as {@code GET /api/v1/voices} does.
	 * @param caller who wants to see them
	 * @param limit how many at most
	 * @param after id of the last one of the page before, or nothing for the first page
	 * @return the voices; fails when there is no voice to go on after
	 */
	public Mono<VoiceSummary.Page> summaries(Caller caller, int limit, @Nullable String after) {
		Mono<VoiceSearch> search = (after == null) ? Mono.just(VoiceSearch.newest(limit + 1, null))
				: find(caller, after).map((last) -> VoiceSearch.newest(limit + 1, VoiceMark.of(last)))
					.switchIfEmpty(Mono.error(VoiceProblems::notFound));
		return search.flatMap((more) -> blocking(() -> found(caller, more)))
			.map((found) -> new VoiceSummary.Page(found.stream().limit(limit).map(VoiceSummary::of).toList(),
					found.size() > limit));
	}

	/** Finds a voice by its id. */
	Mono<KnownVoice> find(Caller caller, String id) {
		return FieldValues.id(id)
			.map((known) -> this.<KnownVoice>blocking(() -> find(caller, known).orElse(null)))
			.orElseGet(Mono::empty);
	}

	/** Lists voices: those that are kept, newest first, and the built-in ones. */
	Mono<VoicePage> page(Caller caller, VoiceSearch search) {
		return blocking(() -> {
			// one more tells whether there is another page
			VoiceSearch more = search.withLimit(search.limit() + 1);
			List<KnownVoice> found = found(caller, more);
			List<KnownVoice> page = found.subList(0, Math.min(search.limit(), found.size()));
			String next = (found.size() > page.size()) ? VoiceMark.of(page.getLast()).text() : null;
			return new VoicePage(described(caller, page), next);
		});
	}

	/** Describes a voice as this caller may see it. */
	Mono<VoiceDescription> described(Caller caller, KnownVoice voice) {
		return blocking(() -> described(caller, List.of(voice)).getFirst());
	}

	/** Returns the prompt of a voice in PCM. */
	Mono<byte[]> audio(KnownVoice voice) {
		return switch (voice) {
			case Voice kept -> blocking(() -> this.prompts.read(kept.prompt()).orElse(null));
			case BuiltInVoice builtIn -> this.builtIns.prompt(builtIn).map((prompt) -> prompt.audio().toByteArray());
		};
	}

	private List<KnownVoice> found(Caller caller, VoiceSearch search) {
		List<Voice> kept = search.wantsKept() ? this.table.find(caller, search) : List.of();
		return Stream.<KnownVoice>concat(kept.stream(), this.builtIns.catalogue().find(search).stream())
			.limit(search.limit())
			.toList();
	}

	private Mono<KnownVoice> referred(Caller caller, String reference) {
		if (FieldValues.id(reference).isPresent()) {
			return find(caller, reference);
		}
		String name = Normalizer.normalize(reference.strip(), Normalizer.Form.NFC);
		return blocking(() -> {
			List<Voice> own = this.table.named(caller, name);
			if (own.size() > 1) {
				throw VoiceProblems.ambiguous();
			}
			return own.isEmpty() ? this.builtIns.catalogue().named(name).orElse(null) : own.getFirst();
		});
	}

	private Optional<? extends KnownVoice> find(Caller caller, UUID id) {
		Optional<BuiltInVoice> builtIn = this.builtIns.catalogue().find(id);
		return builtIn.isPresent() ? builtIn : this.table.find(caller, id);
	}

	private List<VoiceDescription> described(Caller caller, List<KnownVoice> voices) {
		Map<String, PromptReport> qualities = voices.stream().anyMatch(BuiltInVoice.class::isInstance)
				? this.builtIns.qualities() : Map.of();
		return voices.stream().map((voice) -> switch (voice) {
			case Voice kept -> VoiceDescription.of(kept, caller);
			case BuiltInVoice builtIn -> VoiceDescription.of(builtIn, qualities.get(builtIn.clipSha256()));
		}).toList();
	}

	private <T> Mono<T> blocking(Callable<? extends @Nullable T> work) {
		return Mono.<T>fromCallable(work).subscribeOn(this.blocking);
	}

}
