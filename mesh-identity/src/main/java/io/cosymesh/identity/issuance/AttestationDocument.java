package io.cosymesh.identity.issuance;

/**
 * What a workload shows the CA to prove who it is before it has an SVID. Made anew for
 * every attempt.
 */
@FunctionalInterface
public interface AttestationDocument {

	/**
	 * Returns the document as a bearer token: a secret.
	 * @throws IssuanceException when it can't be made now, saying which file and why
	 */
	String bearer() throws IssuanceException;

}
