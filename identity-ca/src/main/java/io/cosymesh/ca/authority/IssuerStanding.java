package io.cosymesh.ca.authority;

import java.util.Map;

/**
 * Whether an issuer can sign now, and what an operator should know about it.
 *
 * @param able whether it can sign
 * @param details for readiness, without secrets
 */
public record IssuerStanding(boolean able, Map<String, String> details) {

	/**
	 * Keeps the details from changing.
	 */
	public IssuerStanding {
		details = Map.copyOf(details);
	}

}
