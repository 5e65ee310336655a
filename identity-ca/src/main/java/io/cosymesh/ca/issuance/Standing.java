package io.cosymesh.ca.issuance;

import java.math.BigInteger;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.Attestors;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Whether the CA still vouches for the holder of an SVID, who asks for something else
 * than the next SVID.
 */
public final class Standing {

	private final Lineages lineages;

	private final Attestors attestors;

	Standing(Lineages lineages, Attestors attestors) {
		this.lineages = lineages;
		this.attestors = attestors;
	}

	/**
	 * Requires that the workload could have its SVID today.
	 * @param id the SVID's name
	 * @param serial the SVID's serial
	 * @return how the workload once proved its name
	 * @throws RefusedException if its lineage is broken or what it was attested by is
	 * gone
	 */
	public Attestation require(SpiffeId id, BigInteger serial) {
		Attestation attestation = this.lineages.find(id, serial).attestation();
		try {
			this.attestors.requireStanding(attestation);
		}
		catch (RefusedException ex) {
			// Its attestor wants a new document for each SVID, so this SVID is the newest
			// proof there is.
			if (ex.refusal() != Refusal.DOCUMENT_REQUIRED) {
				throw ex.claiming(id);
			}
		}
		return attestation;
	}

}
