package io.cosymesh.ca.authority.lifecycle;

import java.util.Locale;

/**
 * Why an authority may not change its state, as the stable code that problems carry.
 */
public enum TransitionRefusal {

	/** There is no such authority. */
	AUTHORITY_NOT_FOUND,

	/** Somebody else holds the keys. */
	AUTHORITY_EXTERNAL,

	/** One of the kind is prepared already. */
	AUTHORITY_ALREADY_PREPARED,

	/** Only a prepared one can be activated. */
	AUTHORITY_NOT_PREPARED,

	/** Some may not have heard of it yet. */
	AUTHORITY_NOT_KNOWN_YET,

	/** It has expired. */
	AUTHORITY_EXPIRED,

	/** It signs, so nothing can replace what it signed. */
	AUTHORITY_ACTIVE,

	/** It is tainted or revoked already. */
	AUTHORITY_ALREADY_TAINTED,

	/** Only a tainted one can be revoked. */
	AUTHORITY_NOT_TAINTED,

	/** What it signed is still in use. */
	AUTHORITY_IN_USE;

	/**
	 * Returns the code that problems carry.
	 * @return the code, in kebab case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
