package io.cosymesh.webui.access.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.cosymesh.webui.access.form.JsonFields;

import tools.jackson.databind.JsonNode;

/**
 * What is to change of a person. What is left out stays. Never prints the password.
 */
final class PersonChanges {

	private static final List<String> FIELDS = List.of("role", "enabled", "password");

	private final Optional<Role> role;

	private final Optional<Boolean> enabled;

	private final Optional<String> password;

	private PersonChanges(Optional<Role> role, Optional<Boolean> enabled, Optional<String> password) {
		this.role = role;
		this.enabled = enabled;
		this.password = password;
	}

	static PersonChanges of(String name, JsonNode body) {
		JsonFields fields = JsonFields.of(body, FIELDS);
		PersonChanges changes = new PersonChanges(fields.text("role").map((word) -> PersonRules.role("role", word)),
				fields.flag("enabled"),
				fields.text("password").map((text) -> PersonRules.password("password", text, name)));
		if (changes.names().isEmpty()) {
			throw JsonFields.invalid("body", "an object with one or more of " + String.join(", ", FIELDS));
		}
		return changes;
	}

	Optional<String> password() {
		return this.password;
	}

	Person apply(Person before) {
		return before.with(this.role.orElse(before.role()), this.enabled.orElse(before.enabled()));
	}

	List<String> names() {
		List<String> names = new ArrayList<>();
		this.role.ifPresent((to) -> names.add("role=" + to.word()));
		this.enabled.ifPresent((to) -> names.add("enabled=" + to));
		this.password.ifPresent((_) -> names.add("password"));
		return names;
	}

	@Override
	public String toString() {
		return "PersonChanges" + names();
	}

}
