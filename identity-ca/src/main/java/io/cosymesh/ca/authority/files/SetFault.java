package io.cosymesh.ca.authority.files;

import java.util.Locale;

/**
 * Why files are refused, as the code that the log, readiness and documentation use.
 */
enum SetFault {

	FILE_MISSING, FILE_MALFORMED, TOO_MANY_CERTIFICATES, KEY_NOT_ALLOWED, KEY_MISMATCH, NOT_A_SIGNING_CERTIFICATE,
	WEAK_SIGNATURE, EXPIRED, NOT_YET_VALID, LIFE_TOO_SHORT, ROOT_NOT_SELF_SIGNED, WRONG_TRUST_DOMAIN, CHAIN_BROKEN,
	LEAF_REFUSED;

	String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
