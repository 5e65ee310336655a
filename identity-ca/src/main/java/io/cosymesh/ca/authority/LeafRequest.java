package io.cosymesh.ca.authority;

import java.security.PublicKey;
import java.time.Duration;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * What a leaf is about.
 *
 * @param id the proved name of the workload
 * @param publicKey the key whose possession was proved
 * @param csr the request that proved it; an authority elsewhere wants to see it, but
 * nothing that it asks for is granted
 * @param ttl how long the leaf is asked to live
 */
public record LeafRequest(SpiffeId id, PublicKey publicKey, PKCS10CertificationRequest csr, Duration ttl) {

	/**
	 * Refuses lifetimes that are no lifetimes.
	 */
	public LeafRequest {
		if (!ttl.isPositive()) {
			throw new IllegalArgumentException("'ttl' must be positive");
		}
	}

}
