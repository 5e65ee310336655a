package io.cosymesh.ca.authority.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.cosymesh.ca.settings.CaSettings;

/**
 * How long the CA waits for others: to have heard of a new authority before it signs, and
 * to have dropped what an old one signed before it goes.
 *
 * @param publication from publication to use
 * @param skew from the end of the last leaf to the end of its authority, for clocks that
 * are behind
 */
record Waits(Duration publication, Duration skew) {

	private static final int HINTS = 3;

	private static final int SKEWS_PER_SVID = 4;

	private static final Duration LONGEST_SKEW = Duration.ofSeconds(60);

	// Other replicas publish this much later.
	private static final Duration REPLICA_LAG = Duration.ofSeconds(2);

	/**
	 * Every holder has heard of an authority after three refresh hints, or once every
	 * SVID has been issued since, whichever is sooner.
	 */
	static Waits of(CaSettings settings) {
		Duration hints = settings.refreshHint().multipliedBy(HINTS);
		return new Waits(shorter(hints, settings.svidTtl()).plus(REPLICA_LAG),
				shorter(LONGEST_SKEW, settings.svidTtl().dividedBy(SKEWS_PER_SVID)));
	}

	/** Returns from when an authority may sign; empty while it waits to be published. */
	Optional<Instant> usableFrom(Authority authority) {
		if (!authority.kind().isPublished()) {
			return Optional.of(authority.validity().notBefore());
		}
		return authority.publishedAt().map((published) -> published.plus(this.publication));
	}

	boolean isUsable(Authority authority, Instant now) {
		return usableFrom(authority).filter((from) -> !from.isAfter(now)).isPresent();
	}

	/** Returns from when nothing depends on an authority any more. */
	Instant unusedFrom(AuthoritySet set, Authority authority) {
		return set.usedUntil(authority).plus(this.skew);
	}

	boolean isUnused(AuthoritySet set, Authority authority, Instant now) {
		return unusedFrom(set, authority).isBefore(now);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
