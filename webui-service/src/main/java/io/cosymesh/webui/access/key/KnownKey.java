package io.cosymesh.webui.access.key;

import java.time.LocalDate;
import java.util.Set;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;

/**
 * A key with what may be done with it at present, which its owner's role bounds.
 *
 * @param key the key
 * @param scopes what may be done with it
 * @param day the day it was read
 * @param used requests that all replicas together had counted on that day
 */
record KnownKey(StoredKey key, Set<Scope> scopes, LocalDate day, long used) {

	Account account() {
		return new Account(this.key.terms().tenant(), this.key.terms().owner(), this.scopes);
	}

}
