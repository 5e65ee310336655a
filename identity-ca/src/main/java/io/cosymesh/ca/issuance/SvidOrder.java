package io.cosymesh.ca.issuance;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * What an applicant asks for, well-formed.
 *
 * @param request the CSR
 * @param ttl the lifetime, within bounds
 */
record SvidOrder(SigningRequest request, Duration ttl) {

	private static final long SHORTEST_SECONDS = 60;

	static SvidOrder of(SvidWish wish, Duration maxTtl) {
		return new SvidOrder(SigningRequest.parse(wish.csr()), ttl(wish.ttlSeconds(), maxTtl));
	}

	private static Duration ttl(@Nullable Long seconds, Duration maxTtl) {
		if (seconds == null) {
			return maxTtl;
		}
		if (seconds < SHORTEST_SECONDS || seconds > maxTtl.toSeconds()) {
			throw RefusedException.of(Refusal.TTL_OUT_OF_BOUNDS,
					"The lifetime is not between %d and %d seconds.".formatted(SHORTEST_SECONDS, maxTtl.toSeconds()));
		}
		return Duration.ofSeconds(seconds);
	}

}
