package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.authority.Anchors;

/**
 * The roots to publish: those above the issuers that can sign in the engine, or those of
 * a file.
 */
final class VaultRoots {

	private static final int MOST = 10;

	private final VaultPki pki;

	private final @Nullable Path file;

	private final TrustDomain domain;

	private final InstantSource clock;

	VaultRoots(VaultPki pki, @Nullable Path file, TrustDomain domain, InstantSource clock) {
		this.pki = pki;
		this.file = file;
		this.domain = domain;
		this.clock = clock;
	}

	/**
	 * Looks for the roots anew.
	 * @return at least one
	 */
	Set<X509Certificate> look() {
		Collection<X509Certificate> found = (this.file != null) ? read(this.file)
				: this.pki.issuers().stream().map(PkiIssuer::root).flatMap(Optional::stream).toList();
		Set<X509Certificate> roots = Anchors.validAt(found, this.clock.instant())
			.stream()
			.filter((root) -> Anchors.isSelfSigned(root) && root.getBasicConstraints() >= 0
					&& Anchors.isNamedAfter(root, this.domain))
			.collect(Collectors.toUnmodifiableSet());
		if (roots.isEmpty()) {
			throw new VaultFaultException(VaultFault.NO_ROOT,
					"There is no valid root for trust domain %s above an issuer that can sign"
						.formatted(this.domain.getName()));
		}
		if (roots.size() > MOST) {
			throw new VaultFaultException(VaultFault.NO_ROOT,
					"There are %d roots, more than %d".formatted(roots.size(), MOST));
		}
		return roots;
	}

	private static Collection<X509Certificate> read(Path file) {
		try {
			return PemCertificates.read(Files.readString(file, StandardCharsets.ISO_8859_1));
		}
		catch (IOException ex) {
			throw new VaultFaultException(VaultFault.NO_ROOT,
					"%s cannot be read (%s)".formatted(file, ex.getClass().getSimpleName()));
		}
	}

}
