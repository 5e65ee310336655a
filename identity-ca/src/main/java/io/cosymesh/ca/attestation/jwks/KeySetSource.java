package io.cosymesh.ca.attestation.jwks;

import java.io.IOException;

/**
 * Where a cluster's key set comes from.
 */
interface KeySetSource {

	/** No cluster publishes a larger one. */
	int LARGEST = 64 * 1024;

	/**
	 * Reads the key set as it is now.
	 * @return a JWKS document
	 * @throws IOException if it can't be read or is too large
	 */
	String read() throws IOException;

}
