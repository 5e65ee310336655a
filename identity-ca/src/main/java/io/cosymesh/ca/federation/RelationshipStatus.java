package io.cosymesh.ca.federation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the last look at a foreign bundle went, on this replica.
 *
 * @param lastAttempt when it was, or {@code null} before the first
 * @param lastResult how it went, or {@code null} before the first
 * @param lastError why it failed, or {@code null} if it didn't
 * @param nextAttempt when the next one is due, or {@code null} if none is planned
 */
record RelationshipStatus(@Nullable Instant lastAttempt, @Nullable RefreshResult lastResult, @Nullable String lastError,
		@Nullable Instant nextAttempt) {

	/** Before the first look. */
	static final RelationshipStatus NONE = new RelationshipStatus(null, null, null, null);

	RelationshipStatus succeeded(Instant at, RefreshResult result) {
		return new RelationshipStatus(at, result, null, this.nextAttempt);
	}

	RelationshipStatus failed(Instant at, RefreshFailedException failure) {
		return new RelationshipStatus(at, failure.result(), failure.getMessage(), this.nextAttempt);
	}

	RelationshipStatus due(Instant next) {
		return new RelationshipStatus(this.lastAttempt, this.lastResult, this.lastError, next);
	}

}
