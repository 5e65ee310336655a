package io.cosymesh.ca.issuance;

import java.math.BigInteger;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.ca.attestation.BearerDocument;

/**
 * Who asks for an SVID.
 */
sealed interface Applicant {

	/**
	 * Someone who brings a document and may be anybody until it is judged.
	 *
	 * @param document the document
	 */
	record Stranger(BearerDocument document) implements Applicant {
	}

	/**
	 * Someone who has shown a valid SVID at the handshake.
	 *
	 * @param id its name
	 * @param serial its serial
	 */
	record Holder(SpiffeId id, BigInteger serial) implements Applicant {
	}

	/**
	 * Someone who brings nothing.
	 */
	record Nobody() implements Applicant {
	}

}
