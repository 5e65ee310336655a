package io.cosymesh.ca.authority.vault;

import java.util.Locale;

/**
 * How the CA logs in to Vault.
 */
enum AuthMethod {

	/** A token that somebody else keeps in a file. */
	TOKEN("token"),

	/** A role id and a secret id. */
	APP_ROLE("approle"),

	/** A Kubernetes service account. */
	KUBERNETES("kubernetes");

	private final String usualPath;

	AuthMethod(String usualPath) {
		this.usualPath = usualPath;
	}

	String usualPath() {
		return this.usualPath;
	}

	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
