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
	 * Returns the kind of document that this attestor judges.
	 * @return the kind
	 */
	DocumentKind kind();

	/**
	 * Tells whether a document of its kind is for this attestor rather than for another
	 * one of the same kind. The last one gets what none of them claims.
	 * @param document what the caller sent
	 * @return whether its looks, which prove nothing, say so
	 */
	default boolean claims(BearerDocument document) {
		return true;
	}

	/**
	 * Judges a document and uses it up.
	 * @param document what the caller sent
	 * @return the proved name
	 * @throws io.cosymesh.ca.refusal.RefusedException if it proves nothing
	 */
	Attestation attest(BearerDocument document);

	/**
	 * Judges whether what was proved once may still be renewed without a new proof.
	 * @param attestation what this attestor proved
	 * @throws io.cosymesh.ca.refusal.RefusedException once the ground for it is gone, or
	 * while nobody can tell
	 */
	void requireStanding(Attestation attestation);

	/**
	 * Lets a document that works once work again, because nothing was issued for it.
	 * @param attestation what it proved
	 */
	default void giveBack(Attestation attestation) {
	}

}
