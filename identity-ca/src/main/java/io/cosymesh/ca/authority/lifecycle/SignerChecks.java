package io.cosymesh.ca.authority.lifecycle;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.authority.AuthorityUnusableException;

/**
 * Checks that certificates found in files or in the database may sign for a trust domain.
 *
 * @param domain the trust domain
 */
record SignerChecks(TrustDomain domain) {

	private static final int URI_NAME = 6;

	private static final int KEY_CERT_SIGN = 5;

	private static final String REPLACE = "Restore it from a backup, or move it away to have a new one made.";

	void checkRoot(String file, X509Certificate root) {
		requireIssuedBy(file, root, root);
		requireSigningCertificate(file, root);
	}

	void checkIntermediate(String file, X509Certificate intermediate, X509Certificate root) {
		requireIssuedBy(file, intermediate, root);
		requireSigningCertificate(file, intermediate);
	}

	private static void requireIssuedBy(String file, X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
		}
		catch (GeneralSecurityException ex) {
			throw new AuthorityUnusableException("The certificate in %s is not signed by the root.".formatted(file),
					REPLACE, ex);
		}
	}

	private void requireSigningCertificate(String file, X509Certificate certificate) {
		boolean[] usage = certificate.getKeyUsage();
		if (certificate.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
			throw new AuthorityUnusableException("The certificate in %s may not sign others.".formatted(file), REPLACE);
		}
		if (!names(certificate).equals(List.of(this.domain.toIdString()))) {
			throw new AuthorityUnusableException(
					"The certificate in %s is not for trust domain %s.".formatted(file, this.domain.getName()),
					"Set cosymesh.identity.trust-domain to what it was, or start with an empty state directory and database.");
		}
	}

	private static List<String> names(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return Objects.requireNonNullElse(names, List.<List<?>>of())
				.stream()
				.filter((name) -> name.getFirst().equals(URI_NAME))
				.map((name) -> name.get(1).toString())
				.toList();
		}
		catch (GeneralSecurityException ex) {
			return List.of();
		}
	}

}
