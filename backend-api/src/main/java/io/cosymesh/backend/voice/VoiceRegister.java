package io.cosymesh.backend.voice;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.IdGenerator;
import org.springframework.util.JdkIdGenerator;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.Recordings;
import io.cosymesh.backend.storage.AudioKey;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.voice.VoiceEvent.Action;
import io.cosymesh.backend.voice.VoiceEventTable.Deed;
import io.cosymesh.contracts.audio.PreparedPrompt;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Adds, changes and deletes voices, and notes each time who did it and from where. Only
 * owners may change anything. Nothing blocks the caller.
 */
public final class VoiceRegister {

	private static final Logger logger = LoggerFactory.getLogger(VoiceRegister.class);

	private final VoiceTable table;

	private final VoiceEventTable events;

	private final BuiltInCatalogue builtIns;

	private final Prompts prompts;

	private final Scheduler blocking;

	private final InstantSource clock;

	private final IdGenerator ids = new JdkIdGenerator();

	VoiceRegister(VoiceTable table, VoiceEventTable events, BuiltInCatalogue builtIns, Prompts prompts,
			Scheduler blocking, InstantSource clock) {
		this.table = table;
		this.events = events;
		this.builtIns = builtIns;
		this.prompts = prompts;
		this.blocking = blocking;
		this.clock = clock;
	}

	Mono<Voice> add(Origin origin, VoiceDraft draft, ConsentDraft consent, Recordings<PreparedPrompt> recordings) {
		PreparedPrompt prompt = recordings.prompt();
		Optional<PreparedPrompt> agreement = recordings.other(VoiceFields.CONSENT_RECORDING);
		return blocking(() -> kept(origin, prompt, (audio) -> {
			Instant now = now();
			Voice voice = new Voice(this.ids.generateId(), origin.caller(), draft, consent.granted(origin, now), now,
					audio, prompt.report(), prompt.features());
			return agreement
				.map((recording) -> kept(origin, recording, (agreed) -> insert(origin, voice.agreedIn(agreed))))
				.orElseGet(() -> insert(origin, voice));
		}));
	}

	/**
	 * Keeps a voice on a consent that was kept before it.
	 * @param origin who keeps it, and from where
	 * @param name what people call it
	 * @param consent the consent; whoever hears it later hears this recording
	 * @param prompt the recording to take after
	 * @return the voice; fails when the consent was deleted meanwhile
	 */
	public Mono<VoiceSummary> add(Origin origin, String name, RecordedConsent consent, PreparedPrompt prompt) {
		VoiceDraft draft = new VoiceDraft(FieldValues.name("name", name, VoiceDraft.MAX_NAME_LENGTH), null, null,
				List.of(), false);
		return this.<Voice>blocking(
				() -> this.prompts.keep(origin.caller().tenant(), prompt.audio().toByteArray(), (audio) -> {
					if (!this.prompts.holds(consent.recording())) {
						throw VoiceProblems.consentGone();
					}
					return insert(origin, new Voice(this.ids.generateId(), origin.caller(), draft, consent.consent(),
							now(), audio, prompt.report(), prompt.features()));
				}))
			.map(VoiceSummary::of);
	}

	private Voice insert(Origin origin, Voice voice) {
		this.table.insert(voice);
		note(origin, voice.createdAt(), new Deed(Action.ADDED, voice, List.of()));
		return voice;
	}

	/** Changes what is said of a voice; fails when it isn't the caller's to change. */
	Mono<Voice> change(Origin origin, String id, VoiceChanges changes) {
		return blocking(() -> this.prompts.locked(() -> {
			Voice voice = own(origin.caller(), id);
			this.table.update(origin.caller(), voice.id(), changes.apply(voice.draft()));
			Voice changed = own(origin.caller(), id);
			note(origin, now(), new Deed(Action.CHANGED, changed, changes.names()));
			return changed;
		}));
	}

	/**
	 * Deletes a voice.
	 * @param origin who wants it deleted, and from where
	 * @param id its id
	 * @return nothing; fails when it isn't the caller's to delete
	 */
	public Mono<Void> delete(Origin origin, String id) {
		return this.<Voice>blocking(() -> {
			Voice voice = this.prompts.locked(() -> {
				Voice own = own(origin.caller(), id);
				this.table.delete(origin.caller(), own.id());
				note(origin, now(), new Deed(Action.DELETED, own, List.of()));
				return own;
			});
			this.prompts.deleteIfUnused(voice.prompt());
			Optional.ofNullable(voice.consent().recording()).ifPresent(this.prompts::deleteIfUnused);
			return voice;
		}).then();
	}

	/** Returns the recording of the consent in PCM; fails when there is none to hear. */
	Mono<byte[]> consentRecording(Caller caller, String id) {
		return blocking(() -> Optional.ofNullable(own(caller, id).consent().recording())
			.flatMap(this.prompts::read)
			.orElseThrow(VoiceProblems::notRecorded));
	}

	/** Lists what became of a voice that is, or was, the caller's own. */
	Mono<VoiceEvent.Page> events(Caller caller, String id, int limit, long before) {
		return blocking(() -> {
			UUID voice = FieldValues.id(id).orElseThrow(VoiceProblems::notFound);
			List<VoiceEvent> found = this.events.of(caller, voice, limit + 1, before);
			if (found.isEmpty() && this.events.of(caller, voice, 1, Long.MAX_VALUE).isEmpty()) {
				own(caller, id);
			}
			return VoiceEvent.Page.of(found, limit);
		});
	}

	private Voice own(Caller caller, String id) {
		UUID known = FieldValues.id(id).orElseThrow(VoiceProblems::notFound);
		if (this.builtIns.find(known).isPresent()) {
			throw VoiceProblems.builtIn();
		}
		Voice voice = this.table.find(caller, known).orElseThrow(VoiceProblems::notFound);
		if (!voice.owner().equals(caller)) {
			throw VoiceProblems.notYours();
		}
		return voice;
	}

	private Voice kept(Origin origin, PreparedPrompt recording, Function<AudioKey, Voice> note) {
		return this.prompts.keep(origin.caller().tenant(), recording.audio().toByteArray(), note);
	}

	private void note(Origin origin, Instant now, Deed deed) {
		this.events.insert(now, origin, deed);
		logger.info("event=voice-{} id={}", deed.action().word(), deed.voice().id());
	}

	/** What the database keeps of a time. */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private <T> Mono<T> blocking(Callable<? extends @Nullable T> work) {
		return Mono.<T>fromCallable(work).subscribeOn(this.blocking);
	}

}
