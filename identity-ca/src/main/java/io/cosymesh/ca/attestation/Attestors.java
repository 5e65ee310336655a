package io.cosymesh.ca.attestation;

import java.util.List;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

/**
 * All ways to prove a name, and the names that nobody can prove.
 */
public final class Attestors {

	private final WorkloadName self;

	private final List<Attestor> attestors;

	Attestors(WorkloadName self, List<Attestor> attestors) {
		this.self = self;
		this.attestors = List.copyOf(attestors);
	}

	/**
	 * Judges a document by the attestor that recognizes it.
	 * @param document what the caller sent
	 * @return the proved name
	 * @throws RefusedException if it proves nothing, or a name that isn't issued here
	 */
	public Attestation attest(BearerDocument document) {
		for (Attestor attestor : this.attestors) {
			if (attestor.recognizes(document)) {
				return requireIssuedHere(attestor.attest(document));
			}
		}
		throw RefusedException.of(Refusal.DOCUMENT_UNRECOGNIZED, "The bearer document is of no known kind.");
	}

	/**
	 * Refuses to renew what its attestor no longer vouches for.
	 * @param attestation what was proved when the lineage began
	 * @throws RefusedException if the ground for it is gone
	 */
	public void requireStanding(Attestation attestation) {
		boolean stands = this.attestors.stream()
			.filter((attestor) -> attestor.name().equals(attestation.attestor()))
			.anyMatch((attestor) -> attestor.vouchesFor(attestation));
		if (!stands) {
			throw RefusedException.of(Refusal.REGISTRATION_WITHDRAWN,
					"What this workload was attested by is no longer registered.");
		}
	}

	// Whoever could prove the CA's own name could issue to everybody.
	private Attestation requireIssuedHere(Attestation attestation) {
		WorkloadName workload = attestation.workload();
		if (!workload.trustDomain().equals(this.self.trustDomain()) || workload.equals(this.self)) {
			throw RefusedException.of(Refusal.IDENTITY_NOT_ISSUED_HERE, "This CA does not issue that SPIFFE ID.")
				.claiming(workload);
		}
		return attestation;
	}

}
