package io.cosymesh.webui.access.key;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.Scope;

/**
 * What a key is for and how far it goes.
 *
 * @param name what people call it
 * @param tenant whose things it shares
 * @param owner whose things it makes
 * @param scopes what may be done with it
 * @param expiresAt when it ends by itself
 * @param requestsPerMinute how often it may be used
 * @param requestsPerDay how often it may be used in a day (UTC)
 */
record KeyTerms(String name, String tenant, String owner, Set<Scope> scopes, @Nullable Instant expiresAt,
		@Nullable Integer requestsPerMinute, @Nullable Integer requestsPerDay) {

}
