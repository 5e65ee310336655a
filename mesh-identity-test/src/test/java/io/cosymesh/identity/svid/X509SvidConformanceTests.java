package io.cosymesh.identity.svid;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.WrongSvids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * X509-SVID.md line by line. That handshakes decide alike on both TLS
 * engines is what the conformance matrix beside the trust manager shows.
 */
@DisplayName("X509-SVID conformance")
class X509SvidConformanceTests {

	private static final TestCa CA = TestCa.create();

	private static final WrongSvids WRONG = CA.wrong("backend-api");

	private static final String ID = CA.name("backend-api").toString();

	private final Instant now = InstantSource.system().instant();

	@Test
	@DisplayName("X-1 exactly one URI SAN is accepted, DNS SANs beside it too")
	void acceptsOneUri() throws Exception {
		assertAccepted(CA.svid("backend-api"));
		assertAccepted(WRONG.extraDnsSan());
		assertAccepted(WRONG.withLeaf((leaf) -> leaf.dns("localhost").dns("example.org")));
	}

	@Test
	@DisplayName("X-1 no URI SAN, or more than one of any scheme, is refused")
	void refusesOtherNumbersOfUris() {
		assertRefused(WRONG.withoutSan(), SvidRefusal.NO_SPIFFE_ID);
		assertRefused(WRONG.withoutUriSan(), SvidRefusal.NO_SPIFFE_ID);
		assertRefused(WRONG.withTwoUriSans(), SvidRefusal.SEVERAL_URI_SANS);
		assertRefused(WRONG.withForeignUriSan(), SvidRefusal.SEVERAL_URI_SANS);
		assertRefused(WRONG.withLeaf((leaf) -> leaf.uris("https://example.org/", ID)), SvidRefusal.SEVERAL_URI_SANS);
		assertRefused(WRONG.withLeaf((leaf) -> leaf.uris(ID, ID)), SvidRefusal.SEVERAL_URI_SANS);
		assertRefused(WRONG.withId("urn:uuid:6e1f3a5c-0000-4000-8000-000000000000"), SvidRefusal.INVALID_SPIFFE_ID);
	}

	@Test
	@DisplayName("X-2 a leaf names a workload: an ID without a path is refused")
	void refusesTheNameOfATrustDomain() throws Exception {
		assertRefused(WRONG.withRootPath(), SvidRefusal.NO_WORKLOAD_PATH);
		assertRefused(WRONG.withId("spiffe://cosymesh.local/"), SvidRefusal.INVALID_SPIFFE_ID);
		assertAccepted(WRONG.withId("spiffe://cosymesh.local/w"));
	}

	@Test
	@DisplayName("X-2 an ID that no URI can be is refused")
	void refusesIdsOutsideAscii() {
		for (String id : List.of(ID + "ä", ID + "\u212a", ID + "\u0000", ID + "\n", ID + " ", ID + "\u007f")) {
			SvidRefusedException ex = catchThrowableOfType(SvidRefusedException.class,
					() -> LeafProfile.check(WRONG.withId(id).leaf()));
			assertThat(ex.refusal()).isIn(SvidRefusal.INVALID_SPIFFE_ID, SvidRefusal.MALFORMED_CERTIFICATE);
		}
	}

	@Test
	@DisplayName("X-3 without a subject the SAN is critical")
	void namelessLeavesHaveACriticalSan() throws Exception {
		assertAccepted(WRONG.withoutSubject());
		assertAccepted(WRONG.withLeaf((leaf) -> leaf.nameCritical(true)));
		KeyPair keys = TestKeys.p256();
		byte[] der = CertificateRecipe.leaf(this.now, ID)
			.subject("")
			.nameCritical(false)
			.derSignedBy(keys.getPublic(), CA.root(), keys.getPrivate());
		assertThatExceptionOfType(CertificateException.class).isThrownBy(
				() -> CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
		X509Certificate readByAnother = (X509Certificate) CertificateFactory
			.getInstance("X.509", new BouncyCastleProvider())
			.generateCertificate(new ByteArrayInputStream(der));
		assertThat(catchThrowableOfType(SvidRefusedException.class, () -> LeafProfile.check(readByAnother)).refusal())
			.isEqualTo(SvidRefusal.SAN_NOT_CRITICAL);
	}

	@Test
	@DisplayName("X-4 CA:TRUE is refused")
	void refusesSigningCertificates() {
		assertRefused(WRONG.withCaTrue(), SvidRefusal.SIGNING_CERTIFICATE);
		assertRefused(WRONG.withLeaf((leaf) -> leaf.pathLength(0)), SvidRefusal.SIGNING_CERTIFICATE);
	}

	@Test
	@DisplayName("X-5 key usage is there, critical, with digitalSignature and without signing of certificates")
	void checksKeyUsage() throws Exception {
		assertAccepted(WRONG.withKeyAgreement());
		assertAccepted(WRONG.withLeaf((leaf) -> leaf.keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)));
		assertRefused(WRONG.withoutKeyUsage(), SvidRefusal.KEY_USAGE_NOT_CRITICAL);
		assertRefused(WRONG.keyUsageNotCritical(), SvidRefusal.KEY_USAGE_NOT_CRITICAL);
		assertRefused(WRONG.withoutDigitalSignature(), SvidRefusal.WRONG_KEY_USAGE);
		assertRefused(WRONG.withKeyCertSign(), SvidRefusal.WRONG_KEY_USAGE);
		assertRefused(WRONG.withCrlSign(), SvidRefusal.WRONG_KEY_USAGE);
	}

	@Test
	@DisplayName("X-6 extended key usage is absent or has serverAuth and clientAuth")
	void checksExtendedKeyUsage() throws Exception {
		assertAccepted(WRONG.withoutExtendedKeyUsage());
		assertAccepted(WRONG.withLeaf((leaf) -> leaf.purposes(KeyPurposeId.id_kp_clientAuth,
				KeyPurposeId.id_kp_codeSigning, KeyPurposeId.id_kp_serverAuth)));
		assertRefused(WRONG.serverAuthOnly(), SvidRefusal.WRONG_EXTENDED_KEY_USAGE);
		assertRefused(WRONG.clientAuthOnly(), SvidRefusal.WRONG_EXTENDED_KEY_USAGE);
		assertRefused(WRONG.codeSigningOnly(), SvidRefusal.WRONG_EXTENDED_KEY_USAGE);
		assertRefused(WRONG.withLeaf((leaf) -> leaf.purposes(KeyPurposeId.anyExtendedKeyUsage)),
				SvidRefusal.WRONG_EXTENDED_KEY_USAGE);
	}

	@Test
	@DisplayName("X-7 only the bundle of the leaf's own trust domain counts")
	void neverMergesBundles() throws Exception {
		TestCa other = TestCa.create("other.local", InstantSource.system());
		Map<String, TrustBundle> bundles = Map.of("cosymesh.local", CA.bundle(), "other.local", other.bundle());
		TrustBundleSource federated = (trustDomain) -> Optional.ofNullable(bundles.get(trustDomain.getName()));
		assertThat(ChainOfTrust.verify(other.svid("backend-api").chain(), federated, this.now))
			.hasToString("spiffe://other.local/ns/cosymesh/sa/backend-api");
		assertThat(ChainOfTrust.verify(CA.svid("backend-api").chain(), federated, this.now)).hasToString(ID);
		assertRefused(WRONG.forOtherTrustDomain(), federated, SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(other.wrong("backend-api").withId(ID), federated, SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("X-7 without a bundle, or with an empty one, nobody is trusted")
	void trustsNobodyWithoutABundle() {
		assertRefused(WRONG.otherTrustDomain(), SvidRefusal.UNKNOWN_TRUST_DOMAIN);
		assertRefused(CA.svid("backend-api"), (trustDomain) -> Optional.empty(), SvidRefusal.UNKNOWN_TRUST_DOMAIN);
		TrustBundle empty = new TrustBundle(CA.bundle().trustDomain(), Set.of(), 2, Duration.ofMinutes(5));
		assertRefused(CA.svid("backend-api"), TrustBundleSource.of(empty), SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("X-7 the path is validated as RFC 5280 says")
	void validatesThePath() {
		assertRefused(WRONG.signedByStranger(), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.selfSigned(), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.selfSignedWithRightIntermediate(), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.incompleteChain(), SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("X-8 no signing certificate is an end entity, no end entity signs")
	void keepsSignersAndEndEntitiesApart() {
		assertRefused(WRONG.theCaItself(), SvidRefusal.NO_WORKLOAD_PATH);
		assertRefused(new TestSvid(List.of(CA.root()), null), SvidRefusal.NO_WORKLOAD_PATH);
		assertRefused(WRONG.signedByWorkload(), SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("X-9 an SVID is published with its own key only")
	void keyBelongsToTheLeaf() throws Exception {
		SvidSource source = new SvidSource(CA.name("backend-api"), InstantSource.system());
		assertThat(source.publish(CA.svid("backend-api").svid(), CA.bundle()).generation()).isEqualTo(1);
		assertThat(source.publish(WRONG.rsa().svid(), CA.bundle()).generation()).isEqualTo(2);
		TestSvid wrong = WRONG.withForeignKey();
		// java-spiffe refuses such a pair of one type by itself, or lets it through.
		assertThatCode(() -> source.publish(wrong.svid(), CA.bundle())).isInstanceOfAny(SvidRefusedException.class,
				IllegalStateException.class);
		assertThat(source.snapshot().generation()).isEqualTo(2);
	}

	@Test
	@DisplayName("X-10 the negative cases")
	void refusesTheNegativeCases() {
		assertRefused(WRONG.expired(), SvidRefusal.EXPIRED);
		assertRefused(WRONG.notYetValid(), SvidRefusal.NOT_YET_VALID);
		assertRefused(WRONG.belowExpiredIntermediate(), SvidRefusal.EXPIRED);
		assertRefused(WRONG.otherTrustDomain(), SvidRefusal.UNKNOWN_TRUST_DOMAIN);
		assertRefused(WRONG.signedByStranger(), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.unorderedChain(), SvidRefusal.UNTRUSTED_CHAIN);
		assertRefused(WRONG.emptyChain(), SvidRefusal.EMPTY_CHAIN);
		assertRefused(WRONG.tooLongChain(), SvidRefusal.CHAIN_TOO_LONG);
		assertRefused(WRONG.ed25519(), SvidRefusal.UNSUPPORTED_KEY);
	}

	@Test
	@DisplayName("X-10 a chain in any other order is refused, whatever comes first")
	void refusesReversedChains() {
		List<X509Certificate> chain = new ArrayList<>(WRONG.chainWithRootAppended().chain());
		Collections.reverse(chain);
		assertRefused(new TestSvid(chain, null), SvidRefusal.NO_WORKLOAD_PATH);
		List<X509Certificate> twice = new ArrayList<>(CA.svid("backend-api").chain());
		twice.add(1, twice.getFirst());
		assertRefused(new TestSvid(twice, null), SvidRefusal.UNTRUSTED_CHAIN);
	}

	@Test
	@DisplayName("X-10 the root at the end of the chain is accepted")
	void acceptsTheRootAtTheEnd() throws Exception {
		assertAccepted(WRONG.chainWithRootAppended());
	}

	@Test
	@DisplayName("X-10 java-spiffe's unchecked exceptions never get out")
	void chainsThatBreakTheParserAreRefused() {
		FreshKey key = FreshKey.generate();
		assertThatExceptionOfType(SvidRefusedException.class).isThrownBy(() -> key.svid(WRONG.ed25519().chain()));
		assertThatExceptionOfType(SvidRefusedException.class).isThrownBy(() -> key.svid(List.of()));
	}

	@Test
	@DisplayName("X-10 validity ends with its last second")
	void validityIncludesItsEnds() throws Exception {
		TestSvid svid = CA.svid("backend-api");
		Instant last = svid.leaf().getNotAfter().toInstant();
		assertThat(ChainOfTrust.verify(svid.chain(), CA.bundle(), last)).hasToString(ID);
		assertThat(catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(svid.chain(), CA.bundle(), last.plusSeconds(1)))
			.refusal()).isEqualTo(SvidRefusal.EXPIRED);
	}

	private void assertAccepted(TestSvid svid) throws SvidRefusedException {
		assertThat(ChainOfTrust.verify(svid.chain(), CA.bundle(), this.now).memberOf(CA.bundle().trustDomain()))
			.isTrue();
	}

	private void assertRefused(TestSvid svid, SvidRefusal refusal) {
		assertRefused(svid, TrustBundleSource.of(CA.bundle()), refusal);
	}

	private void assertRefused(TestSvid svid, TrustBundleSource bundles, SvidRefusal refusal) {
		SvidRefusedException ex = catchThrowableOfType(SvidRefusedException.class,
				() -> ChainOfTrust.verify(svid.chain(), bundles, this.now));
		assertThat(ex).isNotNull();
		assertThat(ex.refusal()).isEqualTo(refusal);
	}

}
