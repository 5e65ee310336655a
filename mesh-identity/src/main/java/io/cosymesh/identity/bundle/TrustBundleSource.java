package io.cosymesh.identity.bundle;

import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;

/**
 * Where a verifier finds the authorities of a trust domain, asked anew for every peer.
 */
@FunctionalInterface
public interface TrustBundleSource {

	/**
	 * Returns the bundle of a trust domain.
	 * @param trustDomain the trust domain of the certificate to verify
	 * @return its bundle, or empty when the trust domain is not trusted at all
	 */
	Optional<TrustBundle> bundleOf(TrustDomain trustDomain);

	/**
	 * Returns a source that knows one bundle.
	 * @param bundle the bundle
	 */
	static TrustBundleSource of(TrustBundle bundle) {
		return (trustDomain) -> bundle.trustDomain().equals(trustDomain) ? Optional.of(bundle) : Optional.empty();
	}

}
