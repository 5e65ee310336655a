package io.cosymesh.webui.access.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.people.Role;

/**
 * Keys between rows and records.
 */
final class KeyRows {

	private KeyRows() {
	}

	static StoredKey key(ResultSet row, int index) throws SQLException {
		KeyTerms terms = new KeyTerms(row.getString("name"), row.getString("tenant"), row.getString("owner"),
				Scope.split(row.getString("scopes")), time(row, "expires_at"),
				row.getObject("requests_per_minute", Integer.class), row.getObject("requests_per_day", Integer.class));
		String previousHash = row.getString("previous_hash");
		Instant previousUntil = time(row, "previous_until");
		StoredKey.Previous previous = (previousHash != null && previousUntil != null)
				? new StoredKey.Previous(previousHash, previousUntil) : null;
		return new StoredKey(row.getString("id"), terms, row.getString("secret_hash"), previous,
				row.getString("created_by"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
				time(row, "last_used_at"));
	}

	// Joined with its owner where that is a person, and with its use of today.
	static KnownKey known(ResultSet row, LocalDate day) throws SQLException {
		StoredKey key = key(row, 0);
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		scopes.addAll(key.terms().scopes());
		String role = row.getString("role");
		if (role != null) {
			scopes.retainAll(row.getBoolean("enabled") ? Role.valueOf(role).scopes() : Set.of());
		}
		return new KnownKey(key, scopes, day, row.getLong("used"));
	}

	static @Nullable OffsetDateTime utc(@Nullable Instant time) {
		return (time != null) ? time.atOffset(ZoneOffset.UTC) : null;
	}

	private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

}
