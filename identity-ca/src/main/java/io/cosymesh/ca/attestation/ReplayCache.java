package io.cosymesh.ca.attestation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * Remembers documents until they expire. When full it refuses instead of forgetting,
 * because a forgotten document could be used twice.
 */
final class ReplayCache {

	private static final Duration RELIEF = Duration.ofSeconds(30);

	private final Cache<Use, Instant> uses;

	private final int capacity;

	ReplayCache(int capacity, InstantSource clock) {
		this.capacity = capacity;
		Ticker ticker = () -> Duration.ofMillis(clock.millis()).toNanos();
		this.uses = Caffeine.newBuilder()
			.ticker(ticker)
			.expireAfter(Expiry.<Use, Instant>creating((use, expiry) -> Duration.between(clock.instant(), expiry)))
			.build();
	}

	/**
	 * Uses a document once.
	 * @param workload whose document it is
	 * @param id the document's own id
	 * @param expiry when it can no longer be used anyway
	 * @throws RefusedException if it was used before, or there is no room to remember it
	 */
	void use(WorkloadName workload, String id, Instant expiry) {
		if (this.uses.estimatedSize() >= this.capacity) {
			this.uses.cleanUp();
			if (this.uses.estimatedSize() >= this.capacity) {
				throw RefusedException.of(Refusal.ATTESTATION_OVERLOADED, "Too many documents are in use.")
					.retryAfter(RELIEF);
			}
		}
		if (this.uses.asMap().putIfAbsent(new Use(workload, id), expiry) != null) {
			throw RefusedException.of(Refusal.TOKEN_REPLAYED, "The JWT has been used before.");
		}
	}

	private record Use(WorkloadName workload, String id) {
	}

}
