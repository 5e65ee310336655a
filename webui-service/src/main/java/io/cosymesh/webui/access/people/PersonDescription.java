package io.cosymesh.webui.access.people;

import java.time.Instant;

/**
 * A person as administrators see them.
 *
 * @param name what is typed to sign in
 * @param tenant whose things the person shares
 * @param role {@code admin} or {@code member}
 * @param enabled whether the person may sign in
 * @param createdAt when the person was added
 * @param passwordChangedAt when the password was changed last
 */
record PersonDescription(String name, String tenant, String role, boolean enabled, Instant createdAt,
		Instant passwordChangedAt) {

	static PersonDescription of(Person person) {
		return new PersonDescription(person.name(), person.tenant(), person.role().word(), person.enabled(),
				person.createdAt(), person.passwordAt());
	}

}
