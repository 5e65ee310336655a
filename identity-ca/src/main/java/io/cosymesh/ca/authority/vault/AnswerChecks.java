package io.cosymesh.ca.authority.vault;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.authority.Anchors;
import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.LeafProfile;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * Judges what Vault signed: exactly what was asked for, and nothing more.
 */
final class AnswerChecks {

	// How far Vault's clock may be ahead of ours.
	private static final Duration SKEW = Duration.ofSeconds(30);

	private static final Set<String> PURPOSES = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

	private static final int LEAST_SERIAL_BITS = 64;

	private static final int MOST_SERIAL_BITS = 160;

	private final TrustDomain domain;

	AnswerChecks(TrustDomain domain) {
		this.domain = domain;
	}

	/** Judges the leaf against the request. */
	void checkLeaf(List<X509Certificate> chain, LeafRequest request, Instant latest, Instant now) {
		X509Certificate leaf = chain.getFirst();
		if (!leaf.getPublicKey().equals(request.publicKey())) {
			throw unfit("the certificate is for another key than the CSR's");
		}
		try {
			if (!LeafProfile.check(leaf).equals(request.id())) {
				throw unfit("the certificate names somebody else");
			}
		}
		catch (SvidRefusedException ex) {
			throw unfit(String.valueOf(ex.getMessage()));
		}
		requireNoOtherNames(leaf);
		requirePurposes(leaf);
		int bits = leaf.getSerialNumber().bitLength();
		if (bits < LEAST_SERIAL_BITS || bits > MOST_SERIAL_BITS) {
			throw unfit("the serial has %d bits".formatted(bits));
		}
		if (leaf.getNotAfter().toInstant().isAfter(latest.plus(SKEW))) {
			throw unfit("the certificate lives until %s, asked for was %s".formatted(leaf.getNotAfter().toInstant(),
					latest));
		}
		if (leaf.getNotBefore().toInstant().isAfter(now)) {
			throw unfit("the certificate is not valid before %s; compare the clocks"
				.formatted(leaf.getNotBefore().toInstant()));
		}
	}

	/** Judges the whole chain as every verifier will, and its dates. */
	void checkChain(List<X509Certificate> chain, X509Certificate anchor, Set<X509Certificate> roots, Instant now) {
		Instant notAfter = chain.getFirst().getNotAfter().toInstant();
		for (X509Certificate certificate : chain) {
			if (!Anchors.isSignedStrongly(certificate)) {
				throw unfit("a certificate of the chain is not signed with SHA-2");
			}
			if (notAfter.isAfter(certificate.getNotAfter().toInstant())) {
				throw unfit("the certificate outlives its issuer");
			}
		}
		if (notAfter.isAfter(anchor.getNotAfter().toInstant())) {
			throw unfit("the certificate outlives its root");
		}
		try {
			ChainOfTrust.verify(chain, new TrustBundle(this.domain, roots, 1, Duration.ofMinutes(5)), now);
		}
		// The JDK's path validation answers some name constraints with runtime
		// exceptions.
		catch (SvidRefusedException | RuntimeException ex) {
			throw unfit(String.valueOf(ex.getMessage()));
		}
	}

	private static void requireNoOtherNames(X509Certificate leaf) {
		try {
			@Nullable Collection<List<?>> names = leaf.getSubjectAlternativeNames();
			if (names == null || names.size() != 1) {
				throw unfit("the certificate has other names besides the SPIFFE ID");
			}
		}
		catch (CertificateParsingException ex) {
			throw unfit("the names of the certificate cannot be read");
		}
	}

	private static void requirePurposes(X509Certificate leaf) {
		try {
			@Nullable List<String> purposes = leaf.getExtendedKeyUsage();
			if (purposes == null || !PURPOSES.equals(new TreeSet<>(purposes))) {
				throw unfit("the extended key usage is not exactly serverAuth and clientAuth");
			}
		}
		catch (CertificateParsingException ex) {
			throw unfit("the extended key usage of the certificate cannot be read");
		}
	}

	private static VaultFaultException unfit(String what) {
		return new VaultFaultException(VaultFault.ANSWER_UNFIT, "Vault signed something else: " + what);
	}

}
