package io.cosymesh.backend.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The recordings that voices are made of. Several users may share one, so storing it for
 * the one must not cross with deleting it for the other: a row in the database lets one
 * process at a time change which there are. All methods block.
 */
public final class Prompts implements Retention {

	private static final Logger logger = LoggerFactory.getLogger(Prompts.class);

	private static final String FOLDER = "prompts";

	/** Storing a prompt and noting it takes seconds at most. */
	private static final Duration FORGOTTEN_FOR = Duration.ofMinutes(10);

	private final AudioStore store;

	private final ObjectProvider<PromptUse> uses;

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	private final PromptSizes sizes;

	private final Quota quota;

	private final InstantSource clock;

	Prompts(AudioStore store, ObjectProvider<PromptUse> uses, Quota quota, JdbcClient jdbc,
			TransactionOperations transactions, InstantSource clock) {
		this.store = store;
		this.uses = uses;
		this.quota = quota;
		this.sizes = new PromptSizes(jdbc);
		this.jdbc = jdbc;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Returns the address of a prompt.
	 * @param sha256 what the database noted of it
	 */
	public static AudioKey key(String sha256) {
		return new AudioKey(FOLDER, sha256);
	}

	/**
	 * Keeps a prompt and notes it: both, or neither. It is stored before anyone is kept
	 * waiting, and once more should it have been deleted meanwhile.
	 * @param <T> what comes of it
	 * @param tenant whose prompt it is; nothing is kept beyond its quota
	 * @param audio the prompt
	 * @param note notes its address in the database
	 * @return what came of the note
	 */
	public <T> T keep(String tenant, byte[] audio, Function<AudioKey, T> note) {
		this.quota.check(tenant, new StorageUse.Amount(0, 1));
		AudioKey prompt = this.store.store(FOLDER, audio);
		try {
			return locked(() -> {
				if (!this.store.contains(prompt)) {
					this.store.store(FOLDER, audio);
				}
				this.sizes.note(prompt, audio.length);
				T noted = note.apply(prompt);
				this.quota.check(tenant);
				return noted;
			});
		}
		catch (RuntimeException ex) {
			deleteIfUnused(prompt);
			throw ex;
		}
	}

	/**
	 * Changes in one transaction what needs which prompt, while nobody else does.
	 * @param <T> what comes of it
	 * @param change the change
	 * @return what came of it
	 */
	public <T> T locked(Supplier<T> change) {
		return Objects.requireNonNull(this.transactions.execute((_) -> {
			this.jdbc.sql("select name from storage_lock where name = 'prompts' for update").query().singleRow();
			return change.get();
		}));
	}

	/**
	 * Reads a prompt.
	 * @param prompt its address
	 * @return the prompt, or nothing when it isn't there any more
	 */
	public Optional<byte[]> read(AudioKey prompt) {
		return this.store.read(prompt);
	}

	/**
	 * Tells whether a prompt is there.
	 * @param prompt its address
	 */
	public boolean holds(AudioKey prompt) {
		return this.store.contains(prompt);
	}

	/**
	 * Deletes a prompt if nobody needs it any more. To be called once the database has
	 * forgotten the use: a use without its prompt is worse than a prompt without a use,
	 * which is swept later, as is one that can't be deleted now.
	 * @param prompt its address
	 */
	public void deleteIfUnused(AudioKey prompt) {
		try {
			deletedIfUnused(prompt);
		}
		catch (StorageException | DataAccessException | TransactionException ex) {
			logger.warn("event=prompt-deletion-postponed prompt={} cause={}", prompt.sha256(), ex.getClass().getName());
		}
	}

	private boolean deletedIfUnused(AudioKey prompt) {
		return locked(() -> {
			boolean unused = this.uses.stream().noneMatch((use) -> use.uses(prompt));
			if (unused) {
				this.store.delete(prompt);
				this.sizes.forget(prompt);
			}
			return unused;
		});
	}

	@Override
	public String name() {
		return FOLDER;
	}

	/**
	 * Deletes what a crash between storing a prompt and noting it, or between forgetting
	 * and deleting it, leaves behind.
	 */
	@Override
	public int sweep() {
		List<StoredAudio> stored = this.store.list(FOLDER);
		Set<AudioKey> needed = new HashSet<>();
		this.uses.forEach((use) -> needed.addAll(use.prompts()));
		noteSizes(stored.stream().filter((audio) -> needed.contains(audio.key())).toList());
		Instant before = this.clock.instant().minus(FORGOTTEN_FOR);
		return (int) stored.stream()
			.filter((audio) -> !needed.contains(audio.key()) && audio.storedAt().isBefore(before))
			.filter((audio) -> deletedIfUnused(audio.key()))
			.count();
	}

	private void noteSizes(List<StoredAudio> needed) {
		Set<AudioKey> known = this.sizes.known();
		needed.stream().filter((audio) -> !known.contains(audio.key())).forEach((audio) -> locked(() -> {
			this.sizes.note(audio.key(), audio.bytes());
			return audio;
		}));
	}

}
