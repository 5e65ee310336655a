package io.cosymesh.webui.access.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.cosymesh.webui.access.Scope;

/**
 * What a person is for the tenant.
 */
public enum Role {

	/** May do everything. */
	ADMIN(Set.of(Scope.SPEECH, Scope.VOICES, Scope.ADMIN)),

	/** May speak and keep voices. */
	MEMBER(Set.of(Scope.SPEECH, Scope.VOICES));

	private final Set<Scope> scopes;

	Role(Set<Scope> scopes) {
		this.scopes = scopes;
	}

	/**
	 * Finds a role.
	 * @param word its name in any case
	 * @return the role, or nothing
	 */
	public static Optional<Role> of(String word) {
		return Arrays.stream(values()).filter((role) -> role.name().equalsIgnoreCase(word)).findFirst();
	}

	/**
	 * Returns what people of the role may do.
	 * @return their scopes
	 */
	public Set<Scope> scopes() {
		return this.scopes;
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
