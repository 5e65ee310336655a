package io.cosymesh.ca.attestation;

/**
 * One way for a workload to prove its name. Implementations may block and know nothing of
 * each other.
 */
public interface Attestor {

	/**
	 * Returns the name that logs use.
	 * @return the name, in kebab case
	 */
	String name();

	/**
	 * Tells by its shape alone whether a document is for this attestor.
	 * @param document what the caller sent
	 * @return whether {@link #attest} can judge it
	 */
	boolean recognizes(BearerDocument document);

	/**
	 * Judges a document and uses it up.
	 * @param document what the caller sent
	 * @return the proved name
	 * @throws io.cosymesh.ca.refusal.RefusedException if it proves nothing
	 */
	Attestation attest(BearerDocument document);

	/**
	 * Tells whether what was proved once may still be renewed without a new proof.
	 * @param attestation what this attestor proved
	 * @return {@code false} once the ground for it is gone
	 */
	boolean vouchesFor(Attestation attestation);

}
