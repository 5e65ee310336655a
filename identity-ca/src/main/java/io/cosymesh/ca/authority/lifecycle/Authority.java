package io.cosymesh.ca.authority.lifecycle;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.Distrust;

/**
 * One signing key and what has become of it, without the key itself.
 *
 * @param id names it: eight hexadecimal digits of the digest of its public key
 * @param kind what it signs
 * @param state where it is in its life
 * @param identity its public half
 * @param validity when it may sign
 * @param history when it changed its state
 * @param usedUntil nothing that it signed lives longer than this; null if it has signed
 * nothing
 */
record Authority(String id, AuthorityKind kind, AuthorityState state, Identity identity, Validity validity,
		History history, @Nullable Instant usedUntil) {

	/**
	 * The public half.
	 *
	 * @param publicKey verifies what it signed
	 * @param certificate carries the key, unless it signs JWTs
	 * @param issuerId id of the root above it, if there is one
	 */
	record Identity(PublicKey publicKey, @Nullable X509Certificate certificate, @Nullable String issuerId) {
	}

	/**
	 * When it may sign.
	 *
	 * @param notBefore not earlier
	 * @param notAfter not later
	 */
	record Validity(Instant notBefore, Instant notAfter) {

		Duration length() {
			return Duration.between(this.notBefore, this.notAfter);
		}

	}

	/**
	 * When it changed its state.
	 *
	 * @param publishedAt when a bundle with it was first published
	 * @param activatedAt when it began to sign
	 * @param retiredAt when it ceased to sign
	 * @param taintedAt when its holders were told to move on
	 * @param revokedAt when it was taken out of use
	 */
	record History(@Nullable Instant publishedAt, @Nullable Instant activatedAt, @Nullable Instant retiredAt,
			@Nullable Instant taintedAt, @Nullable Instant revokedAt) {

		static final History NONE = new History(null, null, null, null, null);

	}

	Instant notAfter() {
		return this.validity.notAfter();
	}

	boolean isExpired(Instant now) {
		return !notAfter().isAfter(now);
	}

	Optional<X509Certificate> certificate() {
		return Optional.ofNullable(this.identity.certificate());
	}

	Optional<String> issuerId() {
		return Optional.ofNullable(this.identity.issuerId());
	}

	Optional<Instant> publishedAt() {
		return Optional.ofNullable(this.history.publishedAt());
	}

	/** Returns what a private key of this authority is sealed for. */
	String purpose() {
		return purpose(this.kind, this.id);
	}

	static String purpose(AuthorityKind kind, String id) {
		return "%s authority %s".formatted(kind.label(), id);
	}

	/** Returns SHA-256 of the certificate, or of the public key where there is none. */
	String fingerprint() {
		return certificate().map(Distrust::fingerprint).orElseGet(() -> KeyDigest.of(this.identity.publicKey()));
	}

}
