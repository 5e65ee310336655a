package io.cosymesh.ca.authority.lifecycle;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What an operator is told about an authority.
 *
 * @param id names it
 * @param kind what it signs: {@code root}, {@code intermediate} or {@code jwt}
 * @param state {@code prepared}, {@code active}, {@code old}, {@code tainted} or
 * {@code revoked}
 * @param fingerprint SHA-256 of its certificate, or of its public key where there is none
 * @param issuer id of the root above it
 * @param notBefore from when it may sign
 * @param notAfter until when it may sign
 * @param publishedAt when a trust bundle with it was first published
 * @param activatableFrom from when it may be activated, if it is prepared
 * @param activatedAt when it began to sign
 * @param retiredAt when it ceased to sign
 * @param taintedAt when its holders were told to renew
 * @param revokedAt when it was taken out of use
 * @param usedUntil when the last of what it signed expires
 */
public record AuthorityStatus(String id, String kind, String state, String fingerprint, @Nullable String issuer,
		Instant notBefore, Instant notAfter, @Nullable Instant publishedAt, @Nullable Instant activatableFrom,
		@Nullable Instant activatedAt, @Nullable Instant retiredAt, @Nullable Instant taintedAt,
		@Nullable Instant revokedAt, @Nullable Instant usedUntil) {

	static AuthorityStatus of(Authority authority, AuthoritySet set, Waits waits) {
		Authority.History history = authority.history();
		Instant used = set.usedUntil(authority);
		boolean prepared = authority.state() == AuthorityState.PREPARED;
		return new AuthorityStatus(authority.id(), authority.kind().label(), authority.state().label(),
				authority.fingerprint(), authority.identity().issuerId(), authority.validity().notBefore(),
				authority.notAfter(), history.publishedAt(), prepared ? waits.usableFrom(authority).orElse(null) : null,
				history.activatedAt(), history.retiredAt(), history.taintedAt(), history.revokedAt(),
				used.equals(Instant.EPOCH) ? null : used);
	}

}
