package io.cosymesh.mesh.limit;

import java.time.Duration;
import java.util.Optional;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * A bucket of which every request takes a token, and which fills at a {@link Rate}.
 */
public final class TokenBucket {

	private final Bucket bucket;

	/**
	 * Creates a full bucket.
	 * @param rate how large it is and how fast it fills
	 * @param time what measures the time
	 */
	public TokenBucket(Rate rate, TimeMeter time) {
		this.bucket = Bucket.builder()
			.addLimit((limit) -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
			.withCustomTimePrecision(time)
			.build();
	}

	/**
	 * Takes a token.
	 * @return how long until there is one, empty if there was
	 */
	public Optional<Duration> take() {
		ConsumptionProbe probe = this.bucket.tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	/**
	 * Puts a token back that turned out not to be needed.
	 */
	void giveBack() {
		this.bucket.addTokens(1);
	}

}
