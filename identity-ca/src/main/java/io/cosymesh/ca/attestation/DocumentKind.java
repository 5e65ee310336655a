package io.cosymesh.ca.attestation;

/**
 * What a bearer document looks like. Its looks choose who judges it and prove nothing.
 */
public enum DocumentKind {

	/** A JWT that a workload signed itself. */
	WORKLOAD_JWT,

	/** A JWT that a Kubernetes cluster made for a service account. */
	SERVICE_ACCOUNT_TOKEN,

	/** A join token. */
	JOIN_TOKEN,

	/** Three parts as a JWT has, but unreadable. */
	MALFORMED_JWT,

	/** Nothing that anybody could judge. */
	UNKNOWN;

	/**
	 * Looks at a document.
	 * @param document what a caller sent
	 * @return its kind
	 */
	public static DocumentKind of(BearerDocument document) {
		if (JoinToken.looksLike(document.value())) {
			return JOIN_TOKEN;
		}
		if (!UnverifiedJwt.looksLike(document)) {
			return UNKNOWN;
		}
		return UnverifiedJwt.read(document)
			.map((jwt) -> jwt.isServiceAccountToken() ? SERVICE_ACCOUNT_TOKEN : WORKLOAD_JWT)
			.orElse(MALFORMED_JWT);
	}

}
