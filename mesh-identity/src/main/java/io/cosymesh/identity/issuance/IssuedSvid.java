package io.cosymesh.identity.issuance;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * What an issuer hands out.
 *
 * @param chain the leaf and its intermediates, leaf first, without the root
 * @param bundle the trust bundle at the time of issue
 * @param caTime the issuer's clock, to tell skew
 */
public record IssuedSvid(List<X509Certificate> chain, TrustBundle bundle, Instant caTime) {

	public IssuedSvid {
		chain = List.copyOf(chain);
		if (chain.isEmpty()) {
			throw new IllegalArgumentException("An issued SVID has at least one certificate");
		}
	}

}
