package io.cosymesh.ca.authority.files;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.cosymesh.ca.authority.Anchors;
import io.cosymesh.ca.authority.CertificateProfile;
import io.cosymesh.ca.authority.Signer;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * Judges the files as one: they pass when a leaf that they would sign passes everywhere.
 */
final class SetChecks {

	private static final int MOST_CERTIFICATES = 5;

	// A file of public authorities, mounted by mistake, would let any of them name
	// workloads.
	private static final int MOST_ROOTS = 10;

	private static final int SHORTEST_RSA = 2048;

	private static final int LIFE_FRACTION = 6;

	private static final int KEY_CERT_SIGN = 5;

	private final WorkloadName self;

	private final Duration longestLeaf;

	private final CertificateProfile profile;

	private final InstantSource clock;

	private final KeyPair trialKeys;

	SetChecks(WorkloadName self, Duration longestLeaf, CertificateProfile profile, KeyPair trialKeys,
			InstantSource clock) {
		this.self = self;
		this.longestLeaf = longestLeaf;
		this.profile = profile;
		this.trialKeys = trialKeys;
		this.clock = clock;
	}

	/**
	 * Judges files.
	 * @param files the files
	 * @return what signs with them
	 * @throws SetRefusedException if anything is wrong with any of them
	 */
	SigningSet check(FileSet files) throws SetRefusedException {
		Instant now = this.clock.instant();
		List<X509Certificate> certificates = PemContent.certificates(FileSet.CERTIFICATES, files.certificates(),
				MOST_CERTIFICATES);
		Set<X509Certificate> roots = roots(files, now);
		PrivateKey key = PemContent.key(FileSet.KEY, files.key());
		Signer signer = new Signer(key, certificates.getFirst());
		requireSigningCertificates(certificates);
		requireMatch(signer);
		List<X509Certificate> chain = certificates.stream().filter((one) -> !Anchors.isSelfSigned(one)).toList();
		List<X509Certificate> below = chain.isEmpty() ? List.of(signer.certificate()) : chain;
		X509Certificate anchor = Anchors.of(below.getLast(), roots)
			.orElseThrow(() -> new SetRefusedException(SetFault.CHAIN_BROKEN,
					"No valid root in ca.crt has signed the last certificate of tls.crt"));
		Instant notAfter = Stream.concat(below.stream(), Stream.of(anchor))
			.map((certificate) -> certificate.getNotAfter().toInstant())
			.min(Instant::compareTo)
			.orElseThrow();
		requireLife(below, notAfter, now);
		SigningSet set = new SigningSet(signer, chain, anchor, roots, notAfter, files.digest());
		tryOut(set, now);
		return set;
	}

	private Set<X509Certificate> roots(FileSet files, Instant now) throws SetRefusedException {
		List<X509Certificate> roots = PemContent.certificates(FileSet.ROOTS, files.roots(), MOST_ROOTS);
		for (X509Certificate root : roots) {
			if (!Anchors.isSelfSigned(root)) {
				throw new SetRefusedException(SetFault.ROOT_NOT_SELF_SIGNED,
						"ca.crt holds a certificate that is no root");
			}
		}
		requireSigningCertificates(roots);
		// A root that was left in the file after its time harms nobody.
		Set<X509Certificate> valid = Anchors.validAt(roots, now);
		if (valid.isEmpty()) {
			throw new SetRefusedException(SetFault.EXPIRED, "No root in ca.crt is valid now");
		}
		return valid;
	}

	private void requireSigningCertificates(List<X509Certificate> certificates) throws SetRefusedException {
		for (X509Certificate certificate : certificates) {
			boolean[] usage = certificate.getKeyUsage();
			if (certificate.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
				throw new SetRefusedException(SetFault.NOT_A_SIGNING_CERTIFICATE,
						"%s may not sign certificates (CA:TRUE and keyCertSign)".formatted(name(certificate)));
			}
			requireStrength(certificate);
			if (!Anchors.isNamedAfter(certificate, this.self.trustDomain())) {
				throw new SetRefusedException(SetFault.WRONG_TRUST_DOMAIN,
						"%s is named after another trust domain".formatted(name(certificate)));
			}
		}
	}

	private static void requireStrength(X509Certificate certificate) throws SetRefusedException {
		PublicKey key = certificate.getPublicKey();
		try {
			Signer.algorithm(key);
		}
		catch (IllegalArgumentException ex) {
			throw new SetRefusedException(SetFault.KEY_NOT_ALLOWED, name(certificate) + ": " + ex.getMessage());
		}
		if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
			throw new SetRefusedException(SetFault.KEY_NOT_ALLOWED, "%s has an RSA key of %d bits, less than %d"
				.formatted(name(certificate), rsa.getModulus().bitLength(), SHORTEST_RSA));
		}
		// Nobody checks the signature of a root.
		if (!Anchors.isSelfSigned(certificate) && !Anchors.isSignedStrongly(certificate)) {
			throw new SetRefusedException(SetFault.WEAK_SIGNATURE,
					"%s is not signed with SHA-2".formatted(name(certificate)));
		}
	}

	private static void requireMatch(Signer signer) throws SetRefusedException {
		try {
			byte[] challenge = signer.certificate().getTBSCertificate();
			Signature signature = Signature.getInstance(Signer.algorithm(signer.certificate().getPublicKey()));
			signature.initSign(signer.key());
			signature.update(challenge);
			byte[] proof = signature.sign();
			signature.initVerify(signer.certificate().getPublicKey());
			signature.update(challenge);
			if (signature.verify(proof)) {
				return;
			}
		}
		catch (GeneralSecurityException ex) {
			// A key of another kind can't even sign.
		}
		throw new SetRefusedException(SetFault.KEY_MISMATCH,
				"tls.key is not the key of the first certificate in tls.crt");
	}

	private void requireLife(List<X509Certificate> chain, Instant notAfter, Instant now) throws SetRefusedException {
		for (X509Certificate certificate : chain) {
			if (now.isBefore(certificate.getNotBefore().toInstant())) {
				throw new SetRefusedException(SetFault.NOT_YET_VALID, "%s is not valid before %s"
					.formatted(name(certificate), certificate.getNotBefore().toInstant()));
			}
		}
		if (!now.isBefore(notAfter)) {
			throw new SetRefusedException(SetFault.EXPIRED, "The chain expired at %s".formatted(notAfter));
		}
		if (Duration.between(now, notAfter).compareTo(this.longestLeaf) < 0) {
			throw new SetRefusedException(SetFault.LIFE_TOO_SHORT,
					"The chain expires at %s, sooner than a leaf of %s".formatted(notAfter, this.longestLeaf));
		}
		X509Certificate signing = chain.getFirst();
		Duration life = Duration.between(signing.getNotBefore().toInstant(), signing.getNotAfter().toInstant());
		if (life.compareTo(this.longestLeaf.multipliedBy(LIFE_FRACTION)) < 0) {
			throw new SetRefusedException(SetFault.LIFE_TOO_SHORT,
					"The signing certificate lives for %s, less than six times cosymesh.ca.svid-ttl (%s)"
						.formatted(life, this.longestLeaf));
		}
	}

	// Path lengths, name constraints and whatever else a verifier looks at.
	private void tryOut(SigningSet set, Instant now) throws SetRefusedException {
		try {
			X509Certificate leaf = this.profile.leaf(this.self.spiffeId(), this.trialKeys.getPublic(), set.signer(),
					now, now.plusSeconds(60));
			List<X509Certificate> chain = Stream.concat(Stream.of(leaf), set.chain().stream()).toList();
			ChainOfTrust.verify(chain, new TrustBundle(this.self.trustDomain(), set.roots(), 1, Duration.ofMinutes(5)),
					now);
		}
		catch (SvidRefusedException ex) {
			throw new SetRefusedException(
					(ex.refusal() == SvidRefusal.UNTRUSTED_CHAIN) ? SetFault.CHAIN_BROKEN : SetFault.LEAF_REFUSED,
					"A leaf signed with these files would be refused: " + ex.getMessage());
		}
		// The JDK's path validation answers some name constraints with runtime
		// exceptions.
		catch (RuntimeException ex) {
			throw new SetRefusedException(SetFault.LEAF_REFUSED, "A leaf signed with these files cannot be verified");
		}
	}

	private static String name(X509Certificate certificate) {
		return "The certificate with serial " + certificate.getSerialNumber().toString(16);
	}

}
