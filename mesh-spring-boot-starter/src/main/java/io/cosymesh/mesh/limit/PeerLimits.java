package io.cosymesh.mesh.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

/**
 * Counts requests of peers against the limits: first the one of all peers together, then
 * the caller's own.
 */
public final class PeerLimits {

	private final @Nullable TokenBucket total;

	private final Map<SpiffeId, TokenBucket> overrides;

	private final @Nullable TokenBuckets<SpiffeId> peers;

	private final Map<LimitScope, Counter> refused = new EnumMap<>(LimitScope.class);

	PeerLimits(@Nullable Rate total, @Nullable Rate perPeer, Map<SpiffeId, Rate> overrides, TimeMeter time,
			MeterRegistry meters) {
		this.total = (total != null) ? new TokenBucket(total, time) : null;
		this.peers = (perPeer != null) ? new TokenBuckets<>(perPeer, time) : null;
		this.overrides = overrides.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(override) -> new TokenBucket(override.getValue(), time)));
		for (LimitScope scope : LimitScope.values()) {
			this.refused.put(scope, meters.counter("inbound.http.local.ratelimit", "ratelimit_scope", scope.code()));
		}
	}

	/**
	 * Counts one request.
	 * @param peer who asks
	 * @return which limit it goes over, empty if it may pass
	 */
	public Optional<Excess> count(SpiffeId peer) {
		Optional<Excess> excess = take(this.total, LimitScope.TOTAL).or(() -> takeOwn(peer));
		excess.map(Excess::scope).map(this.refused::get).ifPresent(Counter::increment);
		return excess;
	}

	private Optional<Excess> takeOwn(SpiffeId peer) {
		TokenBucket override = this.overrides.get(peer);
		Optional<Excess> excess = (override != null) ? take(override, LimitScope.OVERRIDE)
				: take((this.peers != null) ? this.peers.of(peer) : null, LimitScope.PEER);
		// Otherwise one caller's flood, refused as it is, would use up what is for all.
		if (excess.isPresent() && this.total != null) {
			this.total.giveBack();
		}
		return excess;
	}

	private static Optional<Excess> take(@Nullable TokenBucket bucket, LimitScope scope) {
		return (bucket != null) ? bucket.take().map((wait) -> new Excess(scope, wait)) : Optional.empty();
	}

}
