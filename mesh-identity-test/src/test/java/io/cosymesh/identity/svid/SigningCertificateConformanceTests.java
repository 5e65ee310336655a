package io.cosymesh.identity.svid;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.spiffe.spiffeid.TrustDomain;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.WrongSvids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * X509-SVID.md on signing certificates as a verifier sees them: C-1 to C-4. What the CA
 * puts into its own is tested there.
 */
@DisplayName("Signing certificate conformance")
class SigningCertificateConformanceTests {

	private static final TestCa CA = TestCa.create();

	private static final WrongSvids WRONG = CA.wrong("backend-api");

	private final Instant now = InstantSource.system().instant();

	@Test
	@DisplayName("C-1 a signer has cA, keyCertSign, and cRLSign if it likes")
	void acceptsSigners() throws Exception {
		assertAccepted((signer) -> signer.keyUsage(KeyUsage.keyCertSign));
		assertAccepted((signer) -> signer.keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
	}

	@Test
	@DisplayName("C-1 without cA or keyCertSign it signs nothing")
	void refusesWhatMayNotSign() {
		assertRefused(WRONG.belowIntermediate((signer) -> signer.ca(false)), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.belowIntermediate((signer) -> signer.keyUsage(KeyUsage.cRLSign)),
				SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.belowIntermediateWithoutKeyCertSign(), SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("C-1 a bundle with an authority that may not sign is refused")
	void refusesAuthoritiesThatMayNotSign() {
		assertThat(parsed((root) -> root).authorities()).hasSize(1);
		assertMalformed((root) -> root.ca(false));
		assertMalformed((root) -> root.keyUsage(0));
		assertMalformed((root) -> root.keyUsage(KeyUsage.digitalSignature));
	}

	@Test
	@DisplayName("C-1 a path length is kept to")
	void keepsToThePathLength() throws Exception {
		assertAccepted((signer) -> signer.pathLength(0));
		KeyPair rootKeys = TestKeys.p256();
		X509Certificate root = authority("CN=Short Root").pathLength(0).selfSigned(rootKeys);
		KeyPair middleKeys = TestKeys.p256();
		X509Certificate middle = authority("CN=Middle").signedBy(middleKeys.getPublic(), root, rootKeys.getPrivate());
		KeyPair lowerKeys = TestKeys.p256();
		X509Certificate lower = authority("CN=Lower").pathLength(0)
			.signedBy(lowerKeys.getPublic(), middle, middleKeys.getPrivate());
		KeyPair keys = TestKeys.p256();
		CertificateRecipe leaf = CertificateRecipe.leaf(this.now, CA.name("backend-api").toString());
		TrustBundle middleIsRoot = bundle(middle);
		assertThat(ChainOfTrust.verify(List.of(leaf.signedBy(keys.getPublic(), lower, lowerKeys.getPrivate()), lower),
				middleIsRoot, this.now))
			.isNotNull();
		X509Certificate constrained = authority("CN=Constrained").pathLength(0)
			.signedBy(middleKeys.getPublic(), root, rootKeys.getPrivate());
		X509Certificate belowConstrained = authority("CN=Below").signedBy(lowerKeys.getPublic(), constrained,
				middleKeys.getPrivate());
		List<X509Certificate> tooLong = List.of(
				leaf.signedBy(keys.getPublic(), belowConstrained, lowerKeys.getPrivate()), belowConstrained,
				constrained);
		assertThat(catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(tooLong, bundle(root), this.now))
			.refusal()).isEqualTo(SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("C-2 an ID of a signer has no path and is of the trust domain; it need not have one")
	void checksTheIdsOfSigners() throws Exception {
		assertAccepted(CertificateRecipe::uris);
		assertRefused(WRONG.belowIntermediateWithPath(), SvidRefusal.WRONG_AUTHORITY_ID);
		assertRefused(WRONG.belowIntermediate((signer) -> signer.uris("spiffe://other.local")),
				SvidRefusal.WRONG_AUTHORITY_ID);
		assertRefused(WRONG.belowIntermediate((signer) -> signer.uris("https://cosymesh.local")),
				SvidRefusal.INVALID_SPIFFE_ID);
	}

	@Test
	@DisplayName("C-2 the root's ID is checked as well")
	void checksTheIdOfTheRoot() {
		KeyPair rootKeys = TestKeys.p256();
		X509Certificate root = CertificateRecipe.authority(this.now, "CN=Root", "spiffe://cosymesh.local/root")
			.selfSigned(rootKeys);
		KeyPair keys = TestKeys.p256();
		X509Certificate leaf = CertificateRecipe.leaf(this.now, CA.name("backend-api").toString())
			.signedBy(keys.getPublic(), root, rootKeys.getPrivate());
		assertThat(catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(List.of(leaf), bundle(root), this.now))
			.refusal()).isEqualTo(SvidRefusal.WRONG_AUTHORITY_ID);
	}

	@Test
	@DisplayName("C-3 a signer is never taken for a peer, digitalSignature or not")
	void signersAreNoPeers() throws Exception {
		KeyPair keys = TestKeys.p256();
		CertificateRecipe both = CertificateRecipe.authority(this.now, "CN=Both", CA.name("backend-api").toString())
			.keyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature);
		assertRefused(CA.issue(both, keys), SvidRefusal.SIGNING_CERTIFICATE);
		assertRefused(CA.issue(both.ca(false), keys), SvidRefusal.WRONG_KEY_USAGE);
		// Some external CAs set it on their own signer; verifiers aren't told to mind.
		assertAccepted((signer) -> signer.keyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
	}

	@Test
	@DisplayName("C-4 URI name constraints of an intermediate are kept to")
	void keepsToNameConstraints() throws Exception {
		assertAccepted((signer) -> signer.permittedUriHost("cosymesh.local"));
		assertRefused(WRONG.belowIntermediateForOtherDomain(), SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("C-4 a trust domain with an underscore below a constraint is refused, not crashed on")
	void underscoreBelowAConstraintIsRefused() {
		TrustDomain trustDomain = TrustDomain.parse("under_score.org");
		KeyPair rootKeys = TestKeys.p256();
		X509Certificate root = CertificateRecipe.authority(this.now, "CN=Root", trustDomain.toIdString())
			.selfSigned(rootKeys);
		KeyPair signerKeys = TestKeys.p256();
		X509Certificate signer = CertificateRecipe.authority(this.now, "CN=Signer", trustDomain.toIdString())
			.permittedUriHost("cosymesh.local")
			.signedBy(signerKeys.getPublic(), root, rootKeys.getPrivate());
		KeyPair keys = TestKeys.p256();
		X509Certificate leaf = CertificateRecipe.leaf(this.now, "spiffe://under_score.org/w")
			.signedBy(keys.getPublic(), signer, signerKeys.getPrivate());
		TrustBundle bundle = new TrustBundle(trustDomain, Set.of(root), 1, Duration.ofMinutes(5));
		assertThat(catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(List.of(leaf, signer), bundle, this.now))
			.refusal()).isIn(SvidRefusal.MALFORMED_CERTIFICATE, SvidRefusal.UNTRUSTED_CHAIN);
	}

	private CertificateRecipe authority(String subject) {
		return CertificateRecipe.authority(this.now, subject, "spiffe://cosymesh.local");
	}

	private static TrustBundle bundle(X509Certificate root) {
		return new TrustBundle(CA.bundle().trustDomain(), Set.of(root), 1, Duration.ofMinutes(5));
	}

	private TrustBundle parsed(UnaryOperator<CertificateRecipe> change) {
		TrustBundle written = bundle(change.apply(authority("CN=Root")).selfSigned(TestKeys.p256()));
		return SpiffeBundleFormat.parse(written.trustDomain(), SpiffeBundleFormat.write(written));
	}

	private void assertMalformed(UnaryOperator<CertificateRecipe> change) {
		assertThatExceptionOfType(MalformedBundleException.class).isThrownBy(() -> parsed(change))
			.withMessage("Trust bundle holds a certificate that may not sign others");
	}

	private void assertAccepted(UnaryOperator<CertificateRecipe> change) throws SvidRefusedException {
		TestSvid svid = WRONG.belowIntermediate(change);
		assertThat(ChainOfTrust.verify(svid.chain(), CA.bundle(), this.now))
			.isEqualTo(CA.name("backend-api").spiffeId());
	}

	private void assertRefused(TestSvid svid, SvidRefusal refusal) {
		SvidRefusedException ex = catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(svid.chain(), CA.bundle(), this.now));
		assertThat(ex).isNotNull();
		assertThat(ex.refusal()).isEqualTo(refusal);
	}

}
