package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.cosymesh.webui.access.database.DatabaseWork;

import reactor.core.publisher.Mono;

/**
 * What this process has read of keys, those that don't exist included. Not for long: what
 * another process changes isn't told.
 */
final class KeyCache {

	private static final int REMEMBERED = 10_000;

	private final AsyncCache<String, Optional<KnownKey>> known;

	private final KeyTable table;

	private final KeyUses uses;

	private final DatabaseWork work;

	KeyCache(KeyTable table, KeyUses uses, DatabaseWork work, Duration time) {
		this.table = table;
		this.uses = uses;
		this.work = work;
		this.known = Caffeine.newBuilder()
			.maximumSize(REMEMBERED)
			.expireAfterWrite(time)
			.<String, Optional<KnownKey>>buildAsync();
	}

	Mono<KnownKey> find(String id) {
		return Mono
			.fromFuture(() -> this.known.get(id,
					(key, _) -> this.work.ask(() -> this.table.known(key, this.uses.today())).toFuture()), true)
			.flatMap(Mono::justOrEmpty);
	}

	/** Who asks from now on gets what is in the database now. */
	void forget(String id) {
		this.known.synchronous().invalidate(id);
	}

}
