package io.cosymesh.ca.federation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * The newest bundle known of a foreign trust domain.
 *
 * @param bundle what workloads are given
 * @param foreignSequence how its publisher numbered it, or {@code null} if it doesn't
 * number
 * @param digest what identifies its content
 * @param initialDigest what identifies the file that the operator began with, or
 * {@code null} without one
 * @param refreshedAt when its endpoint last confirmed it, or {@code null} if it never did
 */
record KnownBundle(TrustBundle bundle, @Nullable Long foreignSequence, String digest, @Nullable String initialDigest,
		@Nullable Instant refreshedAt) {

	KnownBundle refreshed(Instant at) {
		return new KnownBundle(this.bundle, this.foreignSequence, this.digest, this.initialDigest, at);
	}

	/**
	 * Returns what follows when other content is known.
	 * @param next the new content
	 * @param sequence its number, higher than this one's
	 * @param at when its endpoint gave it
	 * @return the newer knowledge
	 */
	KnownBundle followedBy(ForeignBundle next, long sequence, Instant at) {
		return new KnownBundle(next.numbered(sequence), next.sequence(), next.digest(), this.initialDigest, at);
	}

}
