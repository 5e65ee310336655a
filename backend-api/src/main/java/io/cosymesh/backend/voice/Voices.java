package io.cosymesh.backend.voice;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.IdGenerator;

import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.VoicePrompt;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The voices that are kept: what is known of each in the database, what is heard of it in
 * the prompt store. Nothing blocks the caller.
 */
public final class Voices {

	private static final Logger logger = LoggerFactory.getLogger(Voices.class);

	private final VoiceTable table;

	private final Prompts prompts;

	private final Scheduler blocking;

	private final InstantSource clock;

	private final IdGenerator ids;

	Voices(VoiceTable table, Prompts prompts, Scheduler blocking, InstantSource clock, IdGenerator ids) {
		this.table = table;
		this.prompts = prompts;
		this.blocking = blocking;
		this.clock = clock;
		this.ids = ids;
	}

	/**
	 * Finds a voice to speak in at once.
	 * @param id what the caller gave for its id
	 * @return what the engine needs of it, or nothing when there is no such voice
	 */
	public Mono<VoicePrompt> speaker(String id) {
		return kept(id)
			.flatMap((voice) -> blocking(() -> this.prompts.read(voice.prompt()).orElse(null)).map(voice::spoken));
	}

	/**
	 * Finds a voice to speak in later.
	 * @param id what the caller gave for its id
	 * @return the voice as it is now, or nothing when there is none
	 */
	public Mono<KeptVoice> kept(String id) {
		return find(id).map(KeptVoice::of);
	}

	Mono<Voice> add(VoiceDraft draft, String grantedBy, PreparedPrompt prompt) {
		return blocking(() -> this.prompts.keep(prompt.audio().toByteArray(), (audio) -> {
			// what the database keeps of a time
			Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
			Voice voice = new Voice(this.ids.generateId(), draft, new Consent(grantedBy, now), now, audio,
					prompt.report(), prompt.features());
			this.table.insert(voice);
			logger.info("event=voice-added id={} consent-by={}", voice.id(), grantedBy);
			return voice;
		}));
	}

	Mono<Voice> find(String id) {
		return parse(id).map((known) -> blocking(() -> this.table.find(known).orElse(null))).orElseGet(Mono::empty);
	}

	Mono<List<Voice>> find(VoiceSearch search) {
		return blocking(() -> this.table.find(search));
	}

	/**
	 * Changes what is said of a voice; nothing comes of it when there is no such voice.
	 */
	Mono<Voice> update(String id, VoiceChanges changes) {
		return parse(id).map((known) -> blocking(() -> this.prompts.locked(() -> changed(known, changes))))
			.orElseGet(Mono::empty)
			.flatMap(Mono::justOrEmpty);
	}

	private Optional<Voice> changed(UUID id, VoiceChanges changes) {
		return this.table.find(id).map((voice) -> {
			this.table.update(id, changes.apply(voice.draft()));
			logger.info("event=voice-changed id={}", id);
			return this.table.find(id).orElseThrow();
		});
	}

	Mono<byte[]> audio(Voice voice) {
		return blocking(() -> this.prompts.read(voice.prompt()).orElse(null));
	}

	Mono<Boolean> delete(String id) {
		return find(id).flatMap((voice) -> blocking(() -> {
			boolean deleted = this.table.delete(voice.id());
			this.prompts.deleteIfUnused(voice.prompt());
			logger.info("event=voice-deleted id={}", voice.id());
			return deleted;
		})).defaultIfEmpty(false);
	}

	private <T> Mono<T> blocking(Callable<@Nullable T> work) {
		return Mono.<T>fromCallable(work).subscribeOn(this.blocking);
	}

	private static Optional<UUID> parse(String id) {
		try {
			UUID parsed = UUID.fromString(id);
			return parsed.toString().equalsIgnoreCase(id) ? Optional.of(parsed) : Optional.empty();
		}
		catch (IllegalArgumentException _) {
			return Optional.empty();
		}
	}

}
