package io.cosymesh.webui.access.key;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;

/**
 * A key as its owner sees it. Holds the key itself just after it was made, and never
 * prints it.
 *
 * @param id its name here
 * @param name what people call it
 * @param tenant whose things it shares
 * @param owner whose things it makes
 * @param scopes what may be done with it
 * @param createdBy who made it
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself
 * @param requestsPerMinute how often it may be used
 * @param requestsPerDay how often it may be used in a day (UTC)
 * @param lastUsedAt when it was used last, to some seconds
 * @param previousUntil until when the secret before the last rotation is taken
 * @param key the key, in the one answer that tells it
 */
record KeyDescription(String id, String name, String tenant, String owner, List<String> scopes,
		@Nullable String createdBy, @Nullable Instant createdAt, @Nullable Instant expiresAt,
		@Nullable Integer requestsPerMinute, @Nullable Integer requestsPerDay, @Nullable Instant lastUsedAt,
		@Nullable Instant previousUntil, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

	static KeyDescription of(StoredKey key) {
		return of(key, null);
	}

	static KeyDescription of(StoredKey key, @Nullable KeyToken token) {
		KeyTerms terms = key.terms();
		StoredKey.Previous previous = key.previous();
		return new KeyDescription(key.id(), terms.name(), terms.tenant(), terms.owner(), Scope.words(terms.scopes()),
				key.createdBy(), key.createdAt(), terms.expiresAt(), terms.requestsPerMinute(), terms.requestsPerDay(),
				key.lastUsedAt(), (previous != null) ? previous.until() : null, (token != null) ? token.text() : null);
	}

	static KeyDescription ofFile(@Nullable Instant lastUsedAt) {
		return new KeyDescription(FileKey.ID, FileKey.ID, Account.DEFAULT_TENANT, FileKey.OWNER,
				Scope.words(EnumSet.allOf(Scope.class)), null, null, null, null, null, lastUsedAt, null, null);
	}

	@Override
	public String toString() {
		return "KeyDescription[id=%s]".formatted(this.id);
	}

}
