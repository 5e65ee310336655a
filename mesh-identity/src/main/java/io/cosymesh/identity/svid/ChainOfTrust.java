package io.cosymesh.identity.svid;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;

/**
 * RFC 5280 path validation of an SVID against the authorities of its own trust domain
 * and nothing else. SVIDs are revoked by their short lifetime, signing certificates
 * by the bundle.
 */
public final class ChainOfTrust {

	private static final int MAX_CERTIFICATES = 6;

	private ChainOfTrust() {
	}

	/**
	 * Verifies an SVID against one bundle.
	 * @param chain the certificates, leaf first
	 * @param bundle the authorities of the only trust domain to accept
	 * @param at the moment to verify at
	 * @return the SPIFFE ID of the leaf
	 * @throws SvidRefusedException when the chain is not to be trusted
	 */
	public static SpiffeId verify(List<X509Certificate> chain, TrustBundle bundle, Instant at)
			throws SvidRefusedException {
		return verify(chain, TrustBundleSource.of(bundle), at);
	}

	/**
	 * Verifies an SVID: leaf profile, then path validation with the bundle of the leaf's
	 * trust domain.
	 * @param chain the certificates, leaf first
	 * @param bundles where the bundle is looked up
	 * @param at the moment to verify at
	 * @return the SPIFFE ID of the leaf
	 * @throws SvidRefusedException when the chain is not to be trusted
	 */
	public static SpiffeId verify(List<X509Certificate> chain, TrustBundleSource bundles, Instant at)
			throws SvidRefusedException {
		return validate(chain, bundles, at).id();
	}

	static Validated validate(List<X509Certificate> chain, TrustBundleSource bundles, Instant at)
			throws SvidRefusedException {
		requireSaneLength(chain);
		SpiffeId id = LeafProfile.check(chain.getFirst());
		TrustBundle bundle = bundles.bundleOf(id.getTrustDomain())
			.orElseThrow(() -> new SvidRefusedException(SvidRefusal.UNKNOWN_TRUST_DOMAIN,
					"there is no bundle for trust domain " + id.getTrustDomain()));
		X509Certificate anchor = validatePath(chain, bundle, at);
		for (X509Certificate authority : chain.subList(1, chain.size())) {
			requireAuthorityOf(bundle, authority);
			requireNotRevoked(bundle, authority);
		}
		requireAuthorityOf(bundle, anchor);
		requireNotRevoked(bundle, anchor);
		return new Validated(id, chain.subList(1, chain.size()), anchor, bundle.distrust());
	}

	private static void requireSaneLength(List<X509Certificate> chain) throws SvidRefusedException {
		if (chain.isEmpty()) {
			throw new SvidRefusedException(SvidRefusal.EMPTY_CHAIN, "no certificate was presented");
		}
		if (chain.size() > MAX_CERTIFICATES) {
			throw new SvidRefusedException(SvidRefusal.CHAIN_TOO_LONG,
					"more than %d certificates were presented".formatted(MAX_CERTIFICATES));
		}
	}

	private static X509Certificate validatePath(List<X509Certificate> chain, TrustBundle bundle, Instant at)
			throws SvidRefusedException {
		Set<TrustAnchor> anchors = anchorsValidAt(bundle, at);
		if (anchors.isEmpty()) {
			throw untrusted(bundle, "it has no authority that is valid now");
		}
		try {
			CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
			PKIXParameters parameters = new PKIXParameters(anchors);
			parameters.setRevocationEnabled(false);
			parameters.setDate(Date.from(at));
			PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX")
				.validate(path, parameters);
			return result.getTrustAnchor().getTrustedCert();
		}
		catch (CertPathValidatorException ex) {
			throw refusalOf(ex, bundle);
		}
		// The JDK lets unchecked exceptions out, for one when it holds a trust domain
		// with
		// an underscore against a URI name constraint (C-4).
		catch (GeneralSecurityException | RuntimeException ex) {
			throw new SvidRefusedException(SvidRefusal.MALFORMED_CERTIFICATE, "the chain can't be validated");
		}
	}

	// The JDK validates everything but the anchor itself.
	private static Set<TrustAnchor> anchorsValidAt(TrustBundle bundle, Instant at) {
		return bundle.authorities()
			.stream()
			.filter((authority) -> !at.isBefore(authority.getNotBefore().toInstant())
					&& !at.isAfter(authority.getNotAfter().toInstant()))
			.map((authority) -> new TrustAnchor(authority, null))
			.collect(Collectors.toUnmodifiableSet());
	}

	private static SvidRefusedException refusalOf(CertPathValidatorException ex, TrustBundle bundle) {
		if (ex.getReason() == BasicReason.EXPIRED) {
			return new SvidRefusedException(SvidRefusal.EXPIRED, "a certificate of the chain has expired");
		}
		if (ex.getReason() == BasicReason.NOT_YET_VALID) {
			return new SvidRefusedException(SvidRefusal.NOT_YET_VALID, "a certificate of the chain is not valid yet");
		}
		return untrusted(bundle, "the chain leads to none of its authorities (%s)".formatted(ex.getReason()));
	}

	private static SvidRefusedException untrusted(TrustBundle bundle, String detail) {
		return new SvidRefusedException(SvidRefusal.UNTRUSTED_CHAIN,
				"not signed for trust domain %s: %s".formatted(bundle.trustDomain(), detail));
	}

	private static void requireNotRevoked(TrustBundle bundle, X509Certificate authority) throws SvidRefusedException {
		if (bundle.distrust().revokes(authority)) {
			throw new SvidRefusedException(SvidRefusal.REVOKED, "a signing certificate of the chain has been revoked");
		}
	}

	private static void requireAuthorityOf(TrustBundle bundle, X509Certificate authority) throws SvidRefusedException {
		for (String uri : LeafProfile.uriNames(authority)) {
			SpiffeId id = LeafProfile.parse(uri);
			if (!id.getPath().isEmpty() || !id.memberOf(bundle.trustDomain())) {
				throw new SvidRefusedException(SvidRefusal.WRONG_AUTHORITY_ID,
						"a signing certificate is not named after trust domain %s".formatted(bundle.trustDomain()));
			}
		}
	}

	/**
	 * What came of a validation.
	 *
	 * @param id the SPIFFE ID of the leaf
	 * @param intermediates what was presented besides the leaf
	 * @param anchor the root that the chain leads to
	 * @param distrust what the trust domain of the leaf distrusts
	 */
	record Validated(SpiffeId id, List<X509Certificate> intermediates, X509Certificate anchor, Distrust distrust) {

		boolean isTainted() {
			return this.distrust.taints(this.anchor) || this.intermediates.stream().anyMatch(this.distrust::taints);
		}

	}

}
