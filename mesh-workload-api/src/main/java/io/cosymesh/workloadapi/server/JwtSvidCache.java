package io.cosymesh.workloadapi.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.jwt.JwtSvid;
import io.cosymesh.identity.jwt.JwtSvidIssuer;

/**
 * JWT-SVIDs by audience, each handed out again until half of its life is over, so that a
 * client that asks before every request of its own doesn't ask the CA.
 */
final class JwtSvidCache {

	private static final int MAX_ENTRIES = 128;

	private final SequencedMap<List<String>, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

	private final JwtSvidIssuer issuer;

	private final InstantSource clock;

	JwtSvidCache(JwtSvidIssuer issuer, InstantSource clock) {
		this.issuer = issuer;
		this.clock = clock;
	}

	JwtSvid get(List<String> audience) throws IssuanceException {
		Optional<JwtSvid> young = young(audience);
		if (young.isPresent()) {
			return young.get();
		}
		Instant asked = this.clock.instant();
		JwtSvid fresh = this.issuer.issue(audience, null);
		put(audience, new Entry(fresh, asked.plus(Duration.between(asked, fresh.expiresAt()).dividedBy(2))));
		return fresh;
	}

	synchronized void clear() {
		this.entries.clear();
	}

	private synchronized Optional<JwtSvid> young(List<String> audience) {
		return Optional.ofNullable(this.entries.get(audience))
			.filter((entry) -> this.clock.instant().isBefore(entry.halfLife()))
			.map(Entry::svid);
	}

	private synchronized void put(List<String> audience, Entry entry) {
		this.entries.put(audience, entry);
		if (this.entries.size() > MAX_ENTRIES) {
			this.entries.pollFirstEntry();
		}
	}

	private record Entry(JwtSvid svid, Instant halfLife) {
	}

}
