package io.cosymesh.webui.access.people;

import java.util.Set;
import java.util.regex.Pattern;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.form.JsonFields;

/**
 * What names, tenants and passwords have to look like.
 */
final class PersonRules {

	static final int SHORTEST_PASSWORD = 12;

	private static final int LONGEST_PASSWORD = 256;

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

	/** Paths and owners that are no person. */
	private static final Set<String> TAKEN = Set.of("me", "api-key", "webui-service", "unknown");

	private PersonRules() {
	}

	static String name(String field, String text) {
		if (!NAME.matcher(text).matches() || TAKEN.contains(text)) {
			throw JsonFields.invalid(field,
					"1 to 63 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit, and none of "
							+ String.join(", ", TAKEN.stream().sorted().toList()));
		}
		return text;
	}

	static String tenant(String field, String text) {
		if (!Account.isTenant(text)) {
			throw JsonFields.invalid(field, "1 to 64 of a-z, 0-9 and '-', beginning with a letter or digit");
		}
		return text;
	}

	static Role role(String field, String text) {
		return Role.of(text).orElseThrow(() -> JsonFields.invalid(field, "admin or member"));
	}

	static String password(String field, String text, String name) {
		if (text.length() < SHORTEST_PASSWORD || text.length() > LONGEST_PASSWORD) {
			throw ProblemException.invalidField(field, "weak-password",
					"'%s' must have %d to %d characters".formatted(field, SHORTEST_PASSWORD, LONGEST_PASSWORD));
		}
		if (text.chars().distinct().count() < 5 || (text.contains(name) && text.length() < 2 * name.length())) {
			throw ProblemException.invalidField(field, "weak-password",
					"'%s' is too easy to guess; take a few words, or let a password manager choose".formatted(field));
		}
		return text;
	}

}
