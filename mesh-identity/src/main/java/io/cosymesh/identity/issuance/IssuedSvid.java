package io.cosymesh.identity.issuance;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * What an issuer hands out.
 *
 * @param chain the leaf and its intermediates, leaf first, without the root
 * @param bundle the trust bundle at the time of issue
 * @param caTime the issuer's clock, to tell skew
 * @param localTime what this side's clock said at that moment, as well as that can be
 * told, or {@code null} when whoever asked is to tell
 */
public record IssuedSvid(List<X509Certificate> chain, TrustBundle bundle, Instant caTime, @Nullable Instant localTime) {

	public IssuedSvid {
		chain = List.copyOf(chain);
		if (chain.isEmpty()) {
			throw new IllegalArgumentException("An issued SVID has at least one certificate");
		}
	}

	/**
	 * Creates what an issuer hands out.
	 * @param chain the leaf and its intermediates, leaf first, without the root
	 * @param bundle the trust bundle at the time of issue
	 * @param caTime the issuer's clock
	 */
	public IssuedSvid(List<X509Certificate> chain, TrustBundle bundle, Instant caTime) {
		this(chain, bundle, caTime, null);
	}

	/**
	 * Returns how far the issuer's clock is ahead of this side's, or empty when that
	 * isn't known.
	 */
	public Optional<Duration> clockSkew() {
		return Optional.ofNullable(this.localTime).map((local) -> Duration.between(local, this.caTime));
	}

}
