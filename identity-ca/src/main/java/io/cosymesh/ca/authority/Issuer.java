package io.cosymesh.ca.authority;

/**
 * Who holds the key that signs SVIDs, {@code cosymesh.ca.issuer}.
 */
public enum Issuer {

	/** A root and an intermediate of the CA's own. */
	BUILT_IN,

	/** A key and certificates that somebody else writes into a directory. */
	FILES,

	/** The PKI secrets engine of a HashiCorp Vault. */
	VAULT

}
