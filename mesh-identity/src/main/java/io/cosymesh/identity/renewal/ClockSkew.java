package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the CA's clock is ahead, said once whenever it becomes worth knowing.
 */
final class ClockSkew {

	private static final Logger log = LoggerFactory.getLogger(ClockSkew.class);

	private static final Duration TOLERATED = Duration.ofSeconds(30);

	// Less is the network's doing.
	private static final Duration SAME = Duration.ofSeconds(10);

	private volatile @Nullable Duration measured;

	private Duration told = Duration.ZERO;

	Optional<Duration> measured() {
		return Optional.ofNullable(this.measured);
	}

	synchronized void measure(Duration skew) {
		this.measured = skew;
		boolean tolerable = skew.abs().compareTo(TOLERATED) <= 0;
		if (!tolerable && skew.minus(this.told).abs().compareTo(SAME) > 0) {
			log.warn("event=clock-skew ca-ahead-by={}s fix=\"synchronise the clocks of both machines (NTP)\"",
					skew.toSeconds());
			this.told = skew;
		}
		else if (tolerable && !this.told.isZero()) {
			log.info("event=clock-skew-gone ca-ahead-by={}s", skew.toSeconds());
			this.told = Duration.ZERO;
		}
	}

}
