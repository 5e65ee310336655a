package io.cosymesh.ca.authority;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

/**
 * Questions about signing certificates that somebody else has made.
 */
public final class Anchors {

	private static final int URI = 6;

	private Anchors() {
	}

	/**
	 * Returns whether a certificate is signed by its own key.
	 * @param certificate the certificate
	 * @return whether it is a root
	 */
	public static boolean isSelfSigned(X509Certificate certificate) {
		return isSignedBy(certificate, certificate);
	}

	/**
	 * Finds the root that signed a certificate, or is that certificate.
	 * @param certificate the last one of a chain
	 * @param roots where to look
	 * @return the root that lives longest
	 */
	public static Optional<X509Certificate> of(X509Certificate certificate, Collection<X509Certificate> roots) {
		return roots.stream()
			.filter((root) -> isSignedBy(certificate, root))
			.max(Comparator.comparing((X509Certificate root) -> root.getNotAfter().toInstant()));
	}

	/**
	 * Selects the certificates that are valid at a moment.
	 * @param certificates all of them
	 * @param at the moment
	 * @return the valid ones
	 */
	public static Set<X509Certificate> validAt(Collection<X509Certificate> certificates, Instant at) {
		return certificates.stream()
			.filter((one) -> !at.isBefore(one.getNotBefore().toInstant()) && at.isBefore(one.getNotAfter().toInstant()))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Returns whether a signing certificate may stand for a trust domain: it bears the
	 * domain's name or no URI at all.
	 * @param certificate the certificate
	 * @param domain the trust domain
	 * @return whether it may
	 */
	public static boolean isNamedAfter(X509Certificate certificate, TrustDomain domain) {
		try {
			@Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return names == null || names.stream()
				.filter((name) -> Integer.valueOf(URI).equals(name.getFirst()))
				.allMatch((name) -> domain.toIdString().equals(name.get(1)));
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * Returns whether a certificate is signed with SHA-2.
	 * @param certificate the certificate
	 * @return whether it is
	 */
	public static boolean isSignedStrongly(X509Certificate certificate) {
		String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
		return algorithm.startsWith("SHA256") || algorithm.startsWith("SHA384") || algorithm.startsWith("SHA512")
				|| algorithm.startsWith("RSASSA-PSS");
	}

	private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
		if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
			return false;
		}
		try {
			certificate.verify(issuer.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
