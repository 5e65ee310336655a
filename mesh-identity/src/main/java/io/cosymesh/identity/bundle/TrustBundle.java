package io.cosymesh.identity.bundle;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.spiffe.bundle.x509bundle.X509Bundle;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.StrictSpiffeId;

/**
 * The authorities of one trust domain at one moment. No authorities means that every SVID
 * of the trust domain is invalid.
 *
 * @param trustDomain the trust domain they speak for
 * @param authorities the root certificates that verify X509-SVIDs
 * @param jwtAuthorities the public keys that verify JWT-SVIDs, by key ID
 * @param distrust which signing certificates are being taken out of use
 * @param sequence grows with every change of content
 * @param refreshHint how often a consumer should look for a newer bundle
 */
public record TrustBundle(TrustDomain trustDomain, Set<X509Certificate> authorities,
		Map<String, PublicKey> jwtAuthorities, Distrust distrust, long sequence, Duration refreshHint) {

	/** What SPIFFE bundle consumers assume when the producer gives no hint. */
	public static final Duration DEFAULT_REFRESH_HINT = Duration.ofMinutes(5);

	public TrustBundle {
		StrictSpiffeId.requireUsable(trustDomain);
		authorities = Set.copyOf(authorities);
		jwtAuthorities = Map.copyOf(jwtAuthorities);
		if (sequence < 0 || refreshHint.isNegative()) {
			throw new IllegalArgumentException("Bundle sequence and refresh hint must not be negative");
		}
	}

	/**
	 * Creates a bundle of X.509 authorities alone.
	 * @param trustDomain the trust domain they speak for
	 * @param authorities the root certificates
	 * @param sequence grows with every change of content
	 * @param refreshHint how often a consumer should look for a newer bundle
	 */
	public TrustBundle(TrustDomain trustDomain, Set<X509Certificate> authorities, long sequence, Duration refreshHint) {
		this(trustDomain, authorities, Map.of(), Distrust.NONE, sequence, refreshHint);
	}

	/**
	 * Returns the bundle as java-spiffe's type, a copy whose changes stay its own.
	 */
	public X509Bundle toX509Bundle() {
		return new X509Bundle(this.trustDomain, this.authorities);
	}

	@Override
	public String toString() {
		return "TrustBundle[trustDomain=%s, authorities=%d, jwtAuthorities=%d, sequence=%d]".formatted(this.trustDomain,
				this.authorities.size(), this.jwtAuthorities.size(), this.sequence);
	}

}
