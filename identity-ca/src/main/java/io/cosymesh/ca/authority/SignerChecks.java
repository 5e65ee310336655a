package io.cosymesh.ca.authority;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.spiffe.spiffeid.TrustDomain;

/**
 * Checks that certificates found on disk may sign for a trust domain now.
 */
record SignerChecks(TrustDomain domain, Instant now) {

	private static final int URI_NAME = 6;

	private static final int KEY_CERT_SIGN = 5;

	private static final String REPLACE = "Restore the file from a backup, or move it away to have a new one made.";

	void checkRoot(Path file, X509Certificate root) {
		requireIssuedBy(file, root, root);
		requireSigningCertificate(file, root);
		if (this.now.isAfter(root.getNotAfter().toInstant())) {
			throw new AuthorityUnusableException(
					"The root certificate in %s expired at %s.".formatted(file, root.getNotAfter().toInstant()),
					"Check the clock. If it is right, move the files away to start a new root"
							+ " that every workload has to be told of.");
		}
	}

	// An expired intermediate is no reason to refuse: it is replaced before the next
	// leaf.
	void checkIntermediate(Path file, X509Certificate intermediate, X509Certificate root) {
		requireIssuedBy(file, intermediate, root);
		requireSigningCertificate(file, intermediate);
	}

	private static void requireIssuedBy(Path file, X509Certificate certificate, X509Certificate issuer) {
		try {
			certificate.verify(issuer.getPublicKey());
		}
		catch (GeneralSecurityException ex) {
			throw new AuthorityUnusableException("The certificate in %s is not signed by the root.".formatted(file),
					REPLACE, ex);
		}
	}

	private void requireSigningCertificate(Path file, X509Certificate certificate) {
		boolean[] usage = certificate.getKeyUsage();
		if (certificate.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
			throw new AuthorityUnusableException("The certificate in %s may not sign others.".formatted(file), REPLACE);
		}
		if (!names(certificate).equals(List.of(this.domain.toIdString()))) {
			throw new AuthorityUnusableException(
					"The certificate in %s is not for trust domain %s.".formatted(file, this.domain.getName()),
					"Set cosymesh.identity.trust-domain to what it was, or move the files away to start a new root.");
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
