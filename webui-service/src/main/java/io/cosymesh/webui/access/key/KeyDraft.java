package io.cosymesh.webui.access.key;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.form.JsonFields;

import tools.jackson.databind.JsonNode;

/**
 * Reads what a caller wants a key to be, and refuses what the caller may not give away.
 */
final class KeyDraft {

	private static final List<String> FIELDS = List.of("name", "scopes", "tenant", "owner", "expiresAt",
			"requestsPerMinute", "requestsPerDay");

	private static final int LONGEST_NAME = 80;

	private static final int MOST_PER_MINUTE = 100_000;

	private static final int MOST_PER_DAY = 100_000_000;

	private KeyDraft() {
	}

	static KeyTerms of(JsonNode body, Account creator, Instant now) {
		JsonFields fields = JsonFields.of(body, FIELDS);
		String name = fields.requiredName("name", LONGEST_NAME);
		Set<Scope> scopes = fields.requiredScopes("scopes");
		if (!creator.has(Scope.ADMIN) && !creator.scopes().containsAll(scopes)) {
			throw KeyProblems.scopesBeyond(creator.scopes());
		}
		Instant expiresAt = fields.time("expiresAt").orElse(null);
		if (expiresAt != null && !now.isBefore(expiresAt)) {
			throw JsonFields.invalid("expiresAt", "in the future");
		}
		return new KeyTerms(name, tenant(fields, creator), owner(fields, creator), scopes, expiresAt,
				fields.number("requestsPerMinute", 1, MOST_PER_MINUTE).orElse(null),
				fields.number("requestsPerDay", 1, MOST_PER_DAY).orElse(null));
	}

	private static String tenant(JsonFields fields, Account creator) {
		String tenant = fields.text("tenant").orElse(creator.tenant());
		if (!Account.isTenant(tenant)) {
			throw JsonFields.invalid("tenant", "1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit");
		}
		if (!tenant.equals(creator.tenant()) && !creator.administers(tenant)) {
			throw KeyProblems.otherTenant();
		}
		return tenant;
	}

	private static String owner(JsonFields fields, Account creator) {
		String owner = fields.text("owner").orElse(creator.name());
		if (!Account.isName(owner)) {
			throw JsonFields.invalid("owner", "1 to 255 printable ASCII characters without spaces");
		}
		if (!owner.equals(creator.name()) && !creator.has(Scope.ADMIN)) {
			throw KeyProblems.otherOwner();
		}
		return owner;
	}

}
