package io.cosymesh.mesh.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.TimeMeter;

/**
 * A bucket for each caller, all of one rate, in bounded memory.
 *
 * @param <K> what callers are told apart by
 */
public final class TokenBuckets<K> {

	private static final int MOST_CALLERS = 10_000;

	private final LoadingCache<K, TokenBucket> buckets;

	/**
	 * Creates no bucket yet.
	 * @param rate rate of each bucket
	 * @param time what measures the time
	 */
	public TokenBuckets(Rate rate, TimeMeter time) {
		// A bucket left alone for as long as it takes to fill is as good as a new one.
		this.buckets = Caffeine.newBuilder()
			.maximumSize(MOST_CALLERS)
			.expireAfterAccess(rate.timeToFill())
			.ticker(time::currentTimeNanos)
			.build((caller) -> new TokenBucket(rate, time));
	}

	/**
	 * Returns the bucket of a caller.
	 * @param caller the caller
	 * @return its bucket, a full one at first
	 */
	public TokenBucket of(K caller) {
		return this.buckets.get(caller);
	}

	long size() {
		this.buckets.cleanUp();
		return this.buckets.estimatedSize();
	}

}
