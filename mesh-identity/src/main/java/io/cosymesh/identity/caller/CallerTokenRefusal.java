package io.cosymesh.identity.caller;

import java.util.Locale;

/**
 * Why a caller token was not accepted. The codes are stable: logs carry them.
 */
public enum CallerTokenRefusal {

	/** There is none. */
	MISSING,

	/** It is longer than any caller token. */
	TOO_LARGE,

	/** It isn't a JWS of this type with these claims. */
	MALFORMED,

	/** Its certificates are no SVID that is good now. */
	UNTRUSTED_SIGNER,

	/** It is signed by another workload than the one that sent it. */
	WRONG_SIGNER,

	/** The signature isn't of the key in the SVID. */
	INVALID_SIGNATURE,

	/** It is for another workload. */
	WRONG_RECIPIENT,

	/** It is for another method, path or query. */
	WRONG_REQUEST,

	/**
	 * It has expired, is from the future, or lives longer than a request takes to pass.
	 */
	NOT_IN_TIME;

	/**
	 * Returns the code that logs carry.
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
