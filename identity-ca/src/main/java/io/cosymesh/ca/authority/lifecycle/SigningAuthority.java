package io.cosymesh.ca.authority.lifecycle;

import java.security.PrivateKey;

/**
 * An active authority with its key.
 *
 * @param authority the authority
 * @param key its private key
 */
record SigningAuthority(Authority authority, PrivateKey key) {

	@Override
	public String toString() {
		return "SigningAuthority[id=%s, key=******]".formatted(this.authority.id());
	}

}
