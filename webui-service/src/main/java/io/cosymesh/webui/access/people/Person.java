package io.cosymesh.webui.access.people;

import java.time.Instant;

import io.cosymesh.webui.access.Account;

/**
 * Somebody who signs in with a password. Never prints its hash.
 *
 * @param name what is typed to sign in
 * @param tenant whose things the person shares
 * @param role what the person may do
 * @param enabled whether the person may sign in
 * @param passwordHash Argon2id of the password
 * @param createdAt when the person was added
 * @param passwordAt when the password was changed last
 */
public record Person(String name, String tenant, Role role, boolean enabled, String passwordHash, Instant createdAt,
		Instant passwordAt) {

	/**
	 * Returns who the person is for the rest of the gateway.
	 * @return the account
	 */
	public Account account() {
		return new Account(this.tenant, this.name, this.role.scopes());
	}

	Person withPassword(String hash, Instant at) {
		return new Person(this.name, this.tenant, this.role, this.enabled, hash, this.createdAt, at);
	}

	Person with(Role newRole, boolean nowEnabled) {
		return new Person(this.name, this.tenant, newRole, nowEnabled, this.passwordHash, this.createdAt,
				this.passwordAt);
	}

	boolean runsThePlace() {
		return this.enabled && this.role == Role.ADMIN && this.tenant.equals(Account.DEFAULT_TENANT);
	}

	@Override
	public String toString() {
		return "Person[name=%s, tenant=%s, role=%s, enabled=%s]".formatted(this.name, this.tenant, this.role,
				this.enabled);
	}

}
