package io.cosymesh.backend.consent;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.IdGenerator;
import org.springframework.util.JdkIdGenerator;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.contracts.audio.PreparedPrompt;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The consents that a caller keeps. Nobody else sees them, in the same tenant neither.
 * Nothing blocks the caller.
 */
public final class Consents {

	private static final Logger logger = LoggerFactory.getLogger(Consents.class);

	private final ConsentTable table;

	private final Prompts prompts;

	private final Scheduler blocking;

	private final InstantSource clock;

	private final IdGenerator ids = new JdkIdGenerator();

	Consents(ConsentTable table, Prompts prompts, Scheduler blocking, InstantSource clock) {
		this.table = table;
		this.prompts = prompts;
		this.blocking = blocking;
		this.clock = clock;
	}

	/**
	 * Keeps a consent.
	 * @param origin who keeps it, and from where
	 * @param name what to call it
	 * @param language BCP 47 tag of what is said
	 * @param recording the person agreeing
	 * @return the consent
	 */
	public Mono<StoredConsent> add(Origin origin, String name, String language, PreparedPrompt recording) {
		return blocking(() -> this.prompts.keep(origin.caller().tenant(), recording.audio().toByteArray(), (audio) -> {
			StoredConsent consent = new StoredConsent(this.ids.generateId(), origin.caller(), name, language,
					this.clock.instant().truncatedTo(ChronoUnit.MICROS), origin.address(), audio);
			this.table.insert(consent);
			logger.info("event=consent-added id={}", consent.id());
			return consent;
		}));
	}

	/**
	 * Finds a consent.
	 * @param caller whose it must be
	 * @param id its id
	 * @param field name of the field that it comes from
	 * @return the consent; fails when the caller has none of that id
	 */
	public Mono<StoredConsent> get(Caller caller, UUID id, String field) {
		return blocking(() -> own(caller, id, field));
	}

	/**
	 * Lists consents, newest first.
	 * @param caller whose
	 * @param limit how many at most
	 * @param after the last one of the page before, or nothing for the first page
	 * @return the consents
	 */
	public Mono<List<StoredConsent>> list(Caller caller, int limit, @Nullable UUID after) {
		return blocking(() -> this.table.find(caller, limit, (after != null) ? own(caller, after, "after") : null));
	}

	/**
	 * Calls a consent something else.
	 * @param caller whose it must be
	 * @param id its id
	 * @param name its new name
	 * @return the consent as it is now
	 */
	public Mono<StoredConsent> rename(Caller caller, UUID id, String name) {
		return blocking(() -> {
			StoredConsent consent = own(caller, id, "id");
			this.table.rename(caller, id, name);
			return consent.named(name);
		});
	}

	/**
	 * Deletes a consent and its recording. Voices made on it stay, with their own record
	 * of it.
	 * @param caller whose it must be
	 * @param id its id
	 * @return what there was
	 */
	public Mono<StoredConsent> delete(Caller caller, UUID id) {
		return blocking(() -> {
			StoredConsent consent = this.prompts.locked(() -> {
				StoredConsent own = own(caller, id, "id");
				this.table.delete(caller, id);
				return own;
			});
			this.prompts.deleteIfUnused(consent.recording());
			logger.info("event=consent-deleted id={}", id);
			return consent;
		});
	}

	private StoredConsent own(Caller caller, UUID id, String field) {
		return this.table.find(caller, id).orElseThrow(() -> ConsentProblems.notFound(field));
	}

	private <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(this.blocking);
	}

}
