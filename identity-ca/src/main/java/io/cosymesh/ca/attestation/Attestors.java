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
	 * Judges a document by the attestor for its kind.
	 * @param document what the caller sent
	 * @return the proved name
	 * @throws RefusedException if it proves nothing, or a name that isn't issued here
	 */
	public Attestation attest(BearerDocument document) {
		DocumentKind kind = DocumentKind.of(document);
		if (kind == DocumentKind.UNKNOWN) {
			throw RefusedException.of(Refusal.DOCUMENT_UNRECOGNIZED, "The bearer document is of no known kind.");
		}
		if (kind == DocumentKind.MALFORMED_JWT) {
			throw RefusedException.of(Refusal.TOKEN_MALFORMED, "The JWT cannot be read.");
		}
		List<Attestor> judges = this.attestors.stream().filter((attestor) -> attestor.kind() == kind).toList();
		if (judges.isEmpty()) {
			throw RefusedException.of(Refusal.ATTESTOR_DISABLED, "This CA does not accept documents of that kind.");
		}
		Attestor judge = judges.stream()
			.filter((attestor) -> attestor.claims(document))
			.findFirst()
			.orElseGet(judges::getLast);
		return requireIssuedHere(judge.attest(document));
	}

	/**
	 * Refuses to renew what its attestor no longer vouches for.
	 * @param attestation what was proved when the lineage began
	 * @throws RefusedException if the ground for it is gone
	 */
	public void requireStanding(Attestation attestation) {
		Attestor judge = this.attestors.stream()
			.filter((attestor) -> attestor.name().equals(attestation.attestor()))
			.findFirst()
			.orElseThrow(() -> RefusedException.of(Refusal.ATTESTOR_DISABLED,
					"This CA no longer accepts what this workload was attested by."));
		judge.requireStanding(attestation);
	}

	/**
	 * Takes back that a document was used up, because nothing was issued for it.
	 * @param attestation what it proved
	 */
	public void giveBack(Attestation attestation) {
		this.attestors.stream()
			.filter((attestor) -> attestor.name().equals(attestation.attestor()))
			.forEach((attestor) -> attestor.giveBack(attestation));
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
