package io.cosymesh.backend.pronunciation;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.contracts.inference.PronunciationEntry;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The dictionaries, one for each owner. Nothing blocks the caller.
 */
public final class Pronunciations {

	private final PronunciationTable table;

	private final Scheduler blocking;

	private final InstantSource clock;

	/** Two writers must not both take the last free entry. */
	private final ReentrantLock changes = new ReentrantLock();

	Pronunciations(PronunciationTable table, Scheduler blocking, InstantSource clock) {
		this.table = table;
		this.blocking = blocking;
		this.clock = clock;
	}

	/**
	 * Finds what to send along with a text.
	 * @param owner whose dictionary
	 * @param language BCP 47 tag of the text, or nothing if it is to be detected
	 * @return the entries for all languages and for that one; for every one when it isn't
	 * known
	 */
	public Mono<List<PronunciationEntry>> entries(Caller owner, @Nullable String language) {
		return all(owner).map((all) -> all.stream()
			.filter((entry) -> isFor(language, entry.language()))
			.map((entry) -> new PronunciationEntry(entry.word(), entry.reading()))
			.toList());
	}

	Mono<List<StoredPronunciation>> all(Caller owner) {
		return blocking(() -> this.table.of(owner));
	}

	/** Writes an entry; tells whether its word is new. */
	Mono<Written> put(Caller owner, PronunciationDraft draft) {
		return blocking(() -> {
			this.changes.lock();
			try {
				return write(owner, draft);
			}
			finally {
				this.changes.unlock();
			}
		});
	}

	Mono<Boolean> delete(Caller owner, String word) {
		return blocking(() -> this.table.delete(owner, word));
	}

	private Written write(Caller owner, PronunciationDraft draft) {
		// what the database keeps of a time
		StoredPronunciation entry = new StoredPronunciation(draft.word(), draft.reading(), draft.language(),
				this.clock.instant().truncatedTo(ChronoUnit.MICROS));
		boolean isNew = !this.table.update(owner, entry);
		if (isNew) {
			if (this.table.count(owner) >= PronunciationEntry.MAX_ENTRIES) {
				throw PronunciationProblems.full();
			}
			isNew = insert(owner, entry);
		}
		return new Written(entry, isNew);
	}

	private boolean insert(Caller owner, StoredPronunciation entry) {
		try {
			this.table.insert(owner, entry);
			return true;
		}
		catch (DuplicateKeyException _) {
			// Another process was faster with the same word.
			this.table.update(owner, entry);
			return false;
		}
	}

	/** Compares languages, not countries: what is said in en is said in en-GB. */
	private static boolean isFor(@Nullable String text, @Nullable String entry) {
		return text == null || entry == null
				|| Locale.forLanguageTag(text).getLanguage().equals(Locale.forLanguageTag(entry).getLanguage());
	}

	private <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(this.blocking);
	}

	/**
	 * What became of an entry.
	 *
	 * @param entry the entry as it is kept
	 * @param isNew whether its word wasn't in the dictionary
	 */
	record Written(StoredPronunciation entry, boolean isNew) {

	}

}
