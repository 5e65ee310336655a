package io.cosymesh.identity.issuance;

import java.util.Map;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Where a workload looks for newer trust bundles: an identity-ca over the network, or
 * whatever knows them within the process.
 */
@FunctionalInterface
public interface BundleFeed {

	/**
	 * Returns all bundles that the workload is to trust, by trust domain.
	 * @throws IssuanceException when they can't be had now
	 */
	Map<TrustDomain, TrustBundle> bundles() throws IssuanceException;

}
