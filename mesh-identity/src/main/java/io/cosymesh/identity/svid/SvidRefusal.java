package io.cosymesh.identity.svid;

import java.util.Locale;

/**
 * Why a certificate chain was not accepted as an SVID. The codes are stable: logs,
 * metrics and problem details carry them.
 */
public enum SvidRefusal {

	/** The peer presented no certificate. */
	EMPTY_CHAIN,

	/** The chain has more certificates than any issuer of ours would make. */
	CHAIN_TOO_LONG,

	/** A certificate could not be read. */
	MALFORMED_CERTIFICATE,

	/** The leaf has no URI SAN, so it names nobody. */
	NO_SPIFFE_ID,

	/** The leaf has more than one URI SAN. */
	SEVERAL_URI_SANS,

	/** The URI SAN isn't a canonical SPIFFE ID within the limits (ID-1 to ID-5). */
	INVALID_SPIFFE_ID,

	/** The SPIFFE ID has no path: it names a trust domain. */
	NO_WORKLOAD_PATH,

	/** The subject is empty and the SAN isn't critical. */
	SAN_NOT_CRITICAL,

	/** The leaf is a signing certificate. */
	SIGNING_CERTIFICATE,

	/** The leaf has no key usage, or not as a critical extension. */
	KEY_USAGE_NOT_CRITICAL,

	/** The key usage lacks digitalSignature, or has keyCertSign or cRLSign. */
	WRONG_KEY_USAGE,

	/** The extended key usage lacks serverAuth or clientAuth. */
	WRONG_EXTENDED_KEY_USAGE,

	/** The leaf's key is neither EC nor RSA. */
	UNSUPPORTED_KEY,

	/** The leaf's key isn't the one this workload holds. */
	KEY_MISMATCH,

	/** The SVID names another workload than the one it was asked for. */
	NAME_MISMATCH,

	/** There is no bundle for the leaf's trust domain. */
	UNKNOWN_TRUST_DOMAIN,

	/** The chain leads to no authority of the leaf's trust domain. */
	UNTRUSTED_CHAIN,

	/**
	 * A signing certificate carries an ID with a path or of another trust domain (ID-6).
	 */
	WRONG_AUTHORITY_ID,

	/** A signing certificate of the chain has been revoked by its trust domain. */
	REVOKED,

	/** A certificate of the chain has expired. */
	EXPIRED,

	/** A certificate of the chain is not valid yet. */
	NOT_YET_VALID,

	/** The peer is who it says, and may not connect. */
	NOT_ALLOWED;

	/**
	 * Returns the code that logs and problems carry.
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
