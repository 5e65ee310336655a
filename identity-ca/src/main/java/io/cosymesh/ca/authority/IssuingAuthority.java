package io.cosymesh.ca.authority;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.cosymesh.identity.bundle.Distrust;

/**
 * Signs SVIDs. Every implementation gives a serial of 128 random bits, starts validity 60
 * seconds back and lets no leaf outlive a certificate of its chain.
 */
public interface IssuingAuthority extends ChangingAuthority {

	/**
	 * Returns the longest lifetime that it signs.
	 * @return the lifetime that is used when none is asked for
	 */
	Duration maxTtl();

	/**
	 * Signs a leaf.
	 * @param request what the leaf is about
	 * @return the chain, leaf first, without the root
	 * @throws IssuerUnavailableException if it can't sign now
	 */
	List<X509Certificate> issue(LeafRequest request);

	/**
	 * Returns the roots that verify what it signed and will sign. They may change at any
	 * time, so the publisher of the bundle asks every few seconds; the answer comes from
	 * memory.
	 * @return at least one self-signed certificate
	 */
	Set<X509Certificate> roots();

	/**
	 * Returns which of its signing certificates are being taken out of use.
	 * @return nothing, unless it says otherwise
	 */
	default Distrust distrust() {
		return Distrust.NONE;
	}

	/**
	 * Returns the certificate that signs leaves now.
	 * @return empty if only an authority elsewhere knows
	 */
	default Optional<X509Certificate> signingCertificate() {
		return Optional.empty();
	}

	/**
	 * Tells whether it can sign now.
	 * @return what readiness shows
	 */
	default IssuerStanding standing() {
		return new IssuerStanding(true, Map.of("issuer", "built-in"));
	}

}
