package io.cosymesh.webui.access.key;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.secret.Sha256;

/**
 * A key as the database has it. Never prints a hash.
 *
 * @param id its name
 * @param terms what it is for
 * @param hash SHA-256 of its secret
 * @param previous the secret before
 * @param createdBy who made it
 * @param createdAt when it was made
 * @param lastUsedAt when it was used last, to some seconds
 */
record StoredKey(String id, KeyTerms terms, String hash, @Nullable Previous previous, String createdBy,
		Instant createdAt, @Nullable Instant lastUsedAt) {

	boolean accepts(KeyToken token, Instant now) {
		boolean current = Sha256.same(this.hash, token.hash());
		boolean before = this.previous != null && Sha256.same(this.previous.hash(), token.hash())
				&& now.isBefore(this.previous.until());
		return current || before;
	}

	boolean isExpired(Instant now) {
		Instant end = this.terms.expiresAt();
		return end != null && !now.isBefore(end);
	}

	StoredKey rotated(KeyToken token, @Nullable Instant oldUntil) {
		return new StoredKey(this.id, this.terms, token.hash(),
				(oldUntil != null) ? new Previous(this.hash, oldUntil) : null, this.createdBy, this.createdAt,
				this.lastUsedAt);
	}

	@Override
	public String toString() {
		return "StoredKey[id=%s]".formatted(this.id);
	}

	/**
	 * A secret that was replaced.
	 *
	 * @param hash SHA-256 of it
	 * @param until until when it is still taken
	 */
	record Previous(String hash, Instant until) {

		@Override
		public String toString() {
			return "Previous[until=%s]".formatted(this.until);
		}

	}

}
