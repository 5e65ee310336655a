package io.cosymesh.identity.issuance;

/**
 * Issues SVIDs: an identity-ca over the network, or the CA to itself.
 */
@FunctionalInterface
public interface SvidIssuer {

	/**
	 * Issues an SVID for the key of a certificate signing request. The name it will carry
	 * is decided by attestation, never by the request.
	 * @param csrDer the PKCS #10 request
	 * @return the SVID's chain and the current trust bundle
	 * @throws IssuanceException when there is no SVID to be had now
	 */
	IssuedSvid issue(byte[] csrDer) throws IssuanceException;

}
