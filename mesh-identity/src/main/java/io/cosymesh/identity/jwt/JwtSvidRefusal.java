package io.cosymesh.identity.jwt;

import java.util.Locale;

/**
 * Why a token was not accepted as a JWT-SVID. The codes are stable: logs, metrics and
 * problem details carry them.
 */
public enum JwtSvidRefusal {

	/** The token is longer than any JWT-SVID. */
	TOKEN_TOO_LARGE,

	/** It isn't a JWS in compact serialization with a JSON header and payload (J-1). */
	MALFORMED_TOKEN,

	/** The algorithm isn't one of RS, ES or PS with 256, 384 or 512 (J-1). */
	UNSUPPORTED_ALGORITHM,

	/** The header has a parameter other than alg, kid and typ (J-1). */
	FORBIDDEN_HEADER,

	/** The header's typ is neither JWT nor JOSE (J-1). */
	WRONG_TYPE,

	/** The subject is missing or not the canonical SPIFFE ID of a workload (J-2). */
	INVALID_SUBJECT,

	/** There is no audience (J-3). */
	NO_AUDIENCE,

	/** The token is for somebody else (J-3). */
	WRONG_AUDIENCE,

	/** There is no expiry (J-3). */
	NO_EXPIRY,

	/** The token has expired. */
	EXPIRED,

	/** The token says that it is not valid yet, or that it was issued in the future. */
	NOT_YET_VALID,

	/** There is no bundle for the subject's trust domain. */
	UNKNOWN_TRUST_DOMAIN,

	/** The bundle of the subject's trust domain has no JWT key of that ID (J-4). */
	UNKNOWN_KEY,

	/** The key is of another type, curve or strength than the algorithm asks for. */
	UNSUITABLE_KEY,

	/** The signature isn't of the key. */
	INVALID_SIGNATURE;

	/**
	 * Returns the code that logs and problems carry.
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
