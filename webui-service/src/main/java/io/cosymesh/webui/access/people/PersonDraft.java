package io.cosymesh.webui.access.people;

import java.util.List;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.form.JsonFields;

import tools.jackson.databind.JsonNode;

/**
 * A person to be added. Never prints the password.
 *
 * @param name what is typed to sign in
 * @param tenant whose things the person will share
 * @param role what the person may do
 * @param password the first password
 */
record PersonDraft(String name, String tenant, Role role, String password) {

	private static final List<String> FIELDS = List.of("name", "password", "role", "tenant");

	static PersonDraft of(JsonNode body, Account creator) {
		JsonFields fields = JsonFields.of(body, FIELDS);
		String name = PersonRules.name("name", fields.requiredText("name"));
		String tenant = PersonRules.tenant("tenant", fields.text("tenant").orElse(creator.tenant()));
		Role role = PersonRules.role("role", fields.text("role").orElse(Role.MEMBER.word()));
		return new PersonDraft(name, tenant, role,
				PersonRules.password("password", fields.requiredText("password"), name));
	}

	@Override
	public String toString() {
		return "PersonDraft[name=%s, tenant=%s, role=%s]".formatted(this.name, this.tenant, this.role);
	}

}
