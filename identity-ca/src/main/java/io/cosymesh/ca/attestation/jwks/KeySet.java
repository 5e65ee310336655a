package io.cosymesh.ca.attestation.jwks;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.refusal.LogText;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * The keys that a cluster signs tokens with, read anew when they get old or a token names
 * an unknown one, but never more often than the throttle allows: whoever makes up key IDs
 * causes no traffic. Keys that were read stay in force while they can't be read again.
 */
final class KeySet {

	private static final Logger logger = LoggerFactory.getLogger(KeySet.class);

	private static final int MOST_KEYS = 100;

	private static final int SHORTEST_RSA = 2048;

	private final KeySetSource source;

	private final InstantSource clock;

	private final Duration interval;

	private final Duration throttle;

	private final ReentrantLock reading = new ReentrantLock();

	private volatile @Nullable Snapshot snapshot;

	private volatile Instant nextAttempt = Instant.MIN;

	KeySet(KeySetSource source, InstantSource clock, Duration interval, Duration throttle) {
		this.source = source;
		this.clock = clock;
		this.interval = interval;
		this.throttle = throttle;
	}

	/**
	 * Finds a key.
	 * @param id its {@code kid}
	 * @return the key, empty if the cluster doesn't publish it
	 * @throws RefusedException if the cluster's keys were never read
	 */
	Optional<JWK> find(String id) {
		Snapshot known = this.snapshot;
		if (known == null || !known.keys().containsKey(id)
				|| !this.clock.instant().isBefore(known.readAt().plus(this.interval))) {
			read();
			known = this.snapshot;
		}
		if (known == null) {
			throw RefusedException.of(Refusal.KEY_SET_UNAVAILABLE, "The cluster's keys could not be read yet.")
				.retryAfter(this.throttle);
		}
		return Optional.ofNullable(known.keys().get(id));
	}

	private void read() {
		this.reading.lock();
		try {
			Instant now = this.clock.instant();
			if (now.isBefore(this.nextAttempt)) {
				return;
			}
			this.nextAttempt = now.plus(this.throttle);
			this.snapshot = new Snapshot(parse(this.source.read()), now);
		}
		catch (IOException | ParseException | IllegalArgumentException ex) {
			logger.warn("event=key-set-unreadable kept={} cause={} detail={}",
					(this.snapshot != null) ? "old" : "nothing", ex.getClass().getSimpleName(),
					LogText.safe(String.valueOf(ex.getMessage())));
		}
		finally {
			this.reading.unlock();
		}
	}

	private static Map<String, JWK> parse(String document) throws ParseException {
		JWKSet set = JWKSet.parse(document);
		if (set.getKeys().size() > MOST_KEYS) {
			throw new ParseException("Too many keys", 0);
		}
		Map<String, JWK> keys = set.getKeys()
			.stream()
			.filter(KeySet::isUsable)
			.collect(Collectors.toMap(JWK::getKeyID, Function.identity(), (first, second) -> first));
		if (keys.isEmpty()) {
			throw new ParseException("No usable key", 0);
		}
		return Map.copyOf(keys);
	}

	private static boolean isUsable(JWK key) {
		boolean fits = key.getKeyType().equals(KeyType.EC)
				|| (key.getKeyType().equals(KeyType.RSA) && key.size() >= SHORTEST_RSA);
		return fits && key.getKeyID() != null && !key.isPrivate()
				&& (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
	}

	private record Snapshot(Map<String, JWK> keys, Instant readAt) {
	}

}
