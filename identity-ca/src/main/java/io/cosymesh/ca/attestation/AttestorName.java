package io.cosymesh.ca.attestation;

import java.util.Locale;

/**
 * The attestors that an operator can enable.
 */
public enum AttestorName {

	/** A JWT signed with a registered key. */
	WORKLOAD_KEY,

	/** A join token. */
	JOIN_TOKEN,

	/** A ServiceAccount token, judged by the Kubernetes API server. */
	KUBERNETES,

	/** A ServiceAccount token, judged by the cluster's published keys. */
	KUBERNETES_JWKS;

	/**
	 * Returns the name as configuration, logs and lineages write it.
	 * @return the name, in kebab case
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
