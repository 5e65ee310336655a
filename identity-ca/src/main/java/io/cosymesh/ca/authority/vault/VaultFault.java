package io.cosymesh.ca.authority.vault;

import java.time.Duration;
import java.util.Locale;

/**
 * What can be wrong with Vault, as the code that the log, readiness and documentation
 * use, and what an operator does about it.
 */
enum VaultFault {

	VAULT_UNREACHABLE(true, "Start Vault, and check cosymesh.ca.vault.uri and cosymesh.ca.vault.ca-file."),

	VAULT_SEALED(true, "Unseal Vault."),

	VAULT_FAILING(true, "See the log of Vault."),

	CREDENTIALS_UNREADABLE(false, "Check the files named below cosymesh.ca.vault.auth."),

	LOGIN_REFUSED(false, "Check cosymesh.ca.vault.auth, and that its role and credentials still exist in Vault."),

	PERMISSION_DENIED(false,
			"Give the policy of the login 'update' on <mount>/sign/<role> and 'read' and 'list' on"
					+ " <mount>/issuers and <mount>/issuer/*, as docs/external-issuers.md shows."),

	NOT_FOUND(false, "Check cosymesh.ca.vault.mount and cosymesh.ca.vault.role."),

	REQUEST_REFUSED(false,
			"Compare the role with docs/external-issuers.md: allowed_uri_sans, require_cn=false,"
					+ " use_csr_common_name=false, use_csr_sans=false, key_type=any, max_ttl."),

	ANSWER_UNFIT(false,
			"Compare the role with docs/external-issuers.md: allowed_uri_sans, use_csr_common_name=false,"
					+ " use_csr_sans=false, key_usage=DigitalSignature, server_flag and client_flag."),

	NO_ROOT(false,
			"Import the root into the PKI secrets engine, so that the chain of its issuer is complete, or set"
					+ " cosymesh.ca.vault.roots-file."),

	ROOT_NOT_YET_KNOWN(true, "Wait, or publish a root before its issuer becomes the default one.");

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration LATER = Duration.ofSeconds(30);

	private final boolean passing;

	private final String action;

	VaultFault(boolean passing, String action) {
		this.passing = passing;
		this.action = action;
	}

	/** Returns whether it may end without anybody's help. */
	boolean passing() {
		return this.passing;
	}

	String action() {
		return this.action;
	}

	Duration retryAfter() {
		return this.passing ? SOON : LATER;
	}

	String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
