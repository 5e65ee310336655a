package io.cosymesh.ca.authority.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.AuthorityFixture;
import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.CertificateProfile;
import io.cosymesh.ca.authority.IssuerUnavailableException;
import io.cosymesh.ca.authority.RootLedger;
import io.cosymesh.ca.authority.UpstreamCa;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class FilesAuthorityTests {

	private static final Duration LEAF = Duration.ofHours(1);

	private static final KeyPair RSA = Keys.rsa(2048);

	private static final KeyPair OTHER_RSA = Keys.rsa(2048);

	private final MovableClock clock = Noon.clock();

	private final Instant noon = this.clock.instant();

	private final TestDatabase database = new TestDatabase();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final UpstreamCa root = UpstreamCa.root(this.noon);

	private final UpstreamCa signing = this.root.intermediate(this.noon);

	@TempDir
	private Path path;

	@Test
	void leafHangsOnTheMountedRoot() throws Exception {
		FilesAuthority authority = opened(this.signing);
		List<X509Certificate> chain = issue(authority);
		assertThat(chain).hasSize(2).last().isEqualTo(this.signing.certificate());
		assertTrusted(chain, authority);
		assertThat(chain.getFirst().getNotBefore().toInstant()).isEqualTo(this.noon.minusSeconds(60));
		assertThat(chain.getFirst().getNotAfter().toInstant()).isEqualTo(this.noon.plus(LEAF));
		assertThat(authority.signingCertificate()).hasValue(this.signing.certificate());
	}

	@Test
	void rsaSignsEllipticLeavesAndTheOtherWayRound() throws Exception {
		UpstreamCa rsaRoot = UpstreamCa.root(this.noon, RSA);
		FilesAuthority rsa = opened(rsaRoot.intermediate(this.noon, OTHER_RSA));
		assertThat(issue(rsa).getFirst().getSigAlgName()).isEqualToIgnoringCase("SHA256withRSA");
		assertTrusted(issue(rsa), rsa);
		List<X509Certificate> chain = rsa.issue(AuthorityFixture.request("backend-api", RSA, LEAF));
		assertTrusted(chain, rsa);
	}

	@ParameterizedTest
	@ValueSource(strings = { "secp256r1", "secp384r1", "secp521r1" })
	void hashFollowsTheCurve(String curve) throws Exception {
		FilesAuthority authority = opened(this.root.intermediate(this.noon, Keys.ec(curve)));
		List<X509Certificate> chain = issue(authority);
		String hash = curve.contains("256") ? "SHA256" : curve.contains("384") ? "SHA384" : "SHA512";
		assertThat(chain.getFirst().getSigAlgName()).isEqualTo(hash + "withECDSA");
		assertTrusted(chain, authority);
	}

	@Test
	void keysMayBeTraditional() throws Exception {
		UpstreamCa rsa = this.root.intermediate(this.noon, RSA);
		directory().write(rsa.chainPem(), rsa.traditionalKeyPem(), rsa.rootPem());
		assertThat(rsa.traditionalKeyPem()).contains("BEGIN RSA PRIVATE KEY");
		assertTrusted(issue(open()), open());
		String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
		directory().write(this.signing.chainPem(), parameters + this.signing.traditionalKeyPem(),
				this.signing.rootPem());
		assertThat(this.signing.traditionalKeyPem()).contains("BEGIN EC PRIVATE KEY");
		assertTrusted(issue(open()), open());
	}

	@Test
	void rootThatSignsLeavesItselfIsNotPartOfTheChain() throws Exception {
		FilesAuthority authority = opened(this.root);
		assertThat(issue(authority)).hasSize(1);
		assertTrusted(issue(authority), authority);
	}

	@Test
	void chainMayHaveSeveralIntermediatesAndTheRoot() throws Exception {
		UpstreamCa policy = UpstreamCa.recipe(this.noon, Keys.p256()).pathLength(1).sign(this.root);
		UpstreamCa below = policy.intermediate(this.noon);
		directory().write(UpstreamCa.pem(below.path().toArray()), below.keyPem(), below.rootPem());
		FilesAuthority authority = open();
		assertThat(issue(authority)).hasSize(3).doesNotContain(this.root.certificate());
		assertTrusted(issue(authority), authority);
	}

	@Test
	void leafNeverOutlivesItsChain() {
		UpstreamCa shortRoot = UpstreamCa.recipe(this.noon, Keys.p256())
			.validity(this.noon.minus(Duration.ofDays(9)), this.noon.plus(Duration.ofHours(2)))
			.sign(null);
		FilesAuthority authority = opened(shortRoot.intermediate(this.noon));
		this.clock.advance(Duration.ofMinutes(90));
		assertThat(issue(authority).getFirst().getNotAfter().toInstant())
			.isEqualTo(this.noon.plus(Duration.ofHours(2)));
		assertThat(authority.standing().able()).isTrue();
		this.clock.advance(Duration.ofMinutes(30));
		assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(() -> issue(authority))
			.withMessageContaining("expired at");
		assertThat(authority.standing().able()).isFalse();
	}

	@Test
	void newIntermediateSignsAtOnce(CapturedOutput log) throws Exception {
		IssuerDirectory directory = directory();
		FilesAuthority authority = opened(this.signing);
		UpstreamCa next = this.root.intermediate(this.noon);
		AtomicInteger changes = new AtomicInteger();
		authority.onChange(changes::incrementAndGet);
		authority.reload();
		assertThat(changes).hasValue(0);
		directory.write(next);
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(next.certificate());
		assertTrusted(issue(authority), authority);
		assertThat(changes).hasValue(1);
		assertThat(reloads("updated")).isEqualTo(2);
		assertThat(log).contains("event=issuer-updated directory=" + this.path + " serial="
				+ next.certificate().getSerialNumber().toString(16));
	}

	@Test
	void newRootIsPublishedBeforeLeavesHangOnIt(CapturedOutput log) throws Exception {
		FilesAuthority authority = opened(this.signing);
		List<X509Certificate> old = issue(authority);
		UpstreamCa next = UpstreamCa.root(this.noon).intermediate(this.noon);
		directory().write(next);
		authority.reload();
		authority.reload();
		assertThat(authority.roots()).containsExactlyInAnyOrder(this.root.certificate(), next.top());
		assertThat(issue(authority).get(1)).isEqualTo(this.signing.certificate());
		assertThat(authority.standing().details()).containsKey("waiting");
		assertThat(log.getOut().split("event=issuer-update-waiting", -1)).hasSize(2);
		this.clock.advance(Duration.ofMinutes(15));
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(next.certificate());
		assertTrusted(issue(authority), authority);
		assertTrusted(old, authority);
		this.clock.advance(Duration.ofMinutes(70));
		authority.reload();
		authority.refresh();
		assertThat(authority.roots()).containsExactly(next.top());
	}

	@Test
	void rootPublishedAheadLetsItsIntermediateSignAtOnce() throws Exception {
		FilesAuthority authority = opened(this.signing);
		UpstreamCa next = UpstreamCa.root(this.noon).intermediate(this.noon);
		String both = this.signing.rootPem() + next.rootPem();
		directory().write(this.signing.chainPem(), this.signing.keyPem(), both);
		authority.reload();
		assertThat(authority.roots()).containsExactlyInAnyOrder(this.root.certificate(), next.top());
		this.clock.advance(Duration.ofMinutes(15));
		directory().write(next.chainPem(), next.keyPem(), both);
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(next.certificate());
	}

	@Test
	void restartKeepsRootsThatLeavesHangOn() throws Exception {
		List<X509Certificate> old = issue(opened(this.signing));
		UpstreamCa next = UpstreamCa.root(this.noon).intermediate(this.noon);
		directory().write(next);
		FilesAuthority restarted = open();
		assertThat(issue(restarted).get(1)).isEqualTo(next.certificate());
		assertTrusted(old, restarted);
	}

	@Test
	void mismatchedPairIsRefusedOnceAndTheOldOneStays(CapturedOutput log) throws Exception {
		FilesAuthority authority = opened(this.signing);
		UpstreamCa next = this.root.intermediate(this.noon);
		directory().write(next.chainPem(), this.signing.keyPem(), next.rootPem());
		for (int i = 0; i < 4; i++) {
			authority.reload();
		}
		assertThat(issue(authority).get(1)).isEqualTo(this.signing.certificate());
		assertThat(log.getOut().split("event=issuer-update-refused", -1)).hasSize(2);
		assertThat(log).contains("reason=key-mismatch");
		assertThat(reloads("refused")).isEqualTo(1);
		assertThat(authority.standing().able()).isTrue();
		assertThat(authority.standing().details()).containsEntry("refused", "key-mismatch");
		directory().write(next);
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(next.certificate());
		assertThat(authority.standing().details()).doesNotContainKey("refused");
	}

	@Test
	void returnToTheServedFilesEndsTheComplaint() {
		FilesAuthority authority = opened(this.signing);
		directory().write("garbage", "garbage", "garbage");
		authority.reload();
		authority.reload();
		assertThat(authority.standing().details()).containsEntry("refused", "file-malformed");
		directory().write(this.signing);
		authority.reload();
		assertThat(authority.standing().details()).doesNotContainKey("refused");
	}

	@Test
	void filesBetweenTwoWritesAreNotComplainedOf(CapturedOutput log) throws Exception {
		Path plain = Files.createDirectory(this.path.resolve("plain"));
		writePlainly(plain, this.signing);
		FilesAuthority authority = open(plain, new TestDatabase());
		UpstreamCa next = this.root.intermediate(this.noon);
		Files.writeString(plain.resolve("tls.crt"), next.chainPem());
		authority.reload();
		Files.writeString(plain.resolve("tls.key"), next.keyPem().substring(0, 40));
		authority.reload();
		Files.delete(plain.resolve("tls.key"));
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(this.signing.certificate());
		writePlainly(plain, next);
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(next.certificate());
		assertThat(log).doesNotContain("issuer-update-refused");
	}

	@Test
	void goneDirectoryIsComplainedOfAndItsReturnNoticed(CapturedOutput log) throws Exception {
		FilesAuthority authority = opened(this.signing);
		Files.delete(this.path.resolve("..data"));
		authority.reload();
		authority.reload();
		assertThat(log).contains("reason=file-missing");
		assertThat(issue(authority)).hasSize(2);
		UpstreamCa next = this.root.intermediate(this.noon);
		directory().write(next);
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(next.certificate());
	}

	@Test
	void filesThatBecomeValidAreTakenOver() {
		FilesAuthority authority = opened(this.signing);
		UpstreamCa tomorrow = UpstreamCa.recipe(this.noon, Keys.p256())
			.validity(this.noon.plus(Duration.ofHours(1)), this.noon.plus(Duration.ofDays(100)))
			.sign(this.root);
		directory().write(tomorrow);
		authority.reload();
		authority.reload();
		assertThat(authority.standing().details()).containsEntry("refused", "not-yet-valid");
		this.clock.advance(Duration.ofHours(2));
		authority.reload();
		assertThat(issue(authority).get(1)).isEqualTo(tomorrow.certificate());
	}

	@Test
	void missingFilesAtStartAreRefusedWithWhatToDo() {
		assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(this::open)
			.withMessageContaining("(file-missing): tls.crt is missing")
			.satisfies((ex) -> assertThat(ex).extracting("action").asString().contains("cosymesh.ca.files.directory"));
	}

	@Test
	void signingCertificateMustBeOne() {
		assertRefused("not-a-signing-certificate", recipe().noAuthority().sign(this.root));
		assertRefused("not-a-signing-certificate", recipe().usage(KeyUsage.digitalSignature).sign(this.root));
	}

	@Test
	void certificateOfAnotherTrustDomainIsRefused() {
		assertRefused("wrong-trust-domain", recipe().uri("spiffe://other.example").sign(this.root));
		assertRefused("wrong-trust-domain", recipe().uri("spiffe://cosymesh.local/ns/a/sa/b").sign(this.root));
		UpstreamCa foreign = recipe().uri("spiffe://other.example").sign(null);
		assertRefused("wrong-trust-domain", foreign.intermediate(this.noon));
	}

	@Test
	void certificateOfOurTrustDomainIsAccepted() throws Exception {
		FilesAuthority authority = opened(recipe().uri("spiffe://cosymesh.local").sign(this.root));
		assertTrusted(issue(authority), authority);
	}

	@Test
	void nameConstraintsDecide() throws Exception {
		assertRefused("chain-broken", recipe().permittedUriHost("other.example").sign(this.root));
		FilesAuthority authority = opened(recipe().permittedUriHost("cosymesh.local").sign(this.root));
		assertTrusted(issue(authority), authority);
	}

	@Test
	void pathLengthDecides() {
		UpstreamCa last = this.root.intermediate(this.noon);
		assertRefused("chain-broken", last.intermediate(this.noon));
	}

	@Test
	void chainMustLeadToTheRoots() {
		directory().write(this.signing.chainPem(), this.signing.keyPem(), UpstreamCa.root(this.noon).rootPem());
		assertRefusedAtStart("chain-broken");
		UpstreamCa deep = recipe().pathLength(1).sign(this.root).intermediate(this.noon);
		directory().write(UpstreamCa.pem(deep.certificate()), deep.keyPem(), deep.rootPem());
		assertRefusedAtStart("chain-broken");
	}

	@Test
	void rootsMustBeRoots() {
		directory().write(this.signing.chainPem(), this.signing.keyPem(),
				this.signing.rootPem() + UpstreamCa.pem(this.signing.certificate()));
		assertRefusedAtStart("root-not-self-signed");
	}

	@Test
	void expiredRootThatWasLeftInTheFileIsIgnored() throws Exception {
		UpstreamCa past = recipe().validity(this.noon.minus(Duration.ofDays(9)), this.noon.minusSeconds(1)).sign(null);
		directory().write(this.signing.chainPem(), this.signing.keyPem(), past.rootPem() + this.signing.rootPem());
		assertThat(open().roots()).containsExactly(this.root.certificate());
	}

	@Test
	void fileOfPublicAuthoritiesIsRefused() {
		StringBuilder many = new StringBuilder(this.signing.rootPem());
		for (int i = 0; i < 10; i++) {
			many.append(UpstreamCa.root(this.noon).rootPem());
		}
		directory().write(this.signing.chainPem(), this.signing.keyPem(), many.toString());
		assertRefusedAtStart("too-many-certificates");
	}

	@Test
	void lifeMustBeLongEnough() {
		assertRefused("expired", lasting(Duration.ofDays(2), Duration.ofSeconds(-1)));
		assertRefused("life-too-short", lasting(Duration.ofDays(2), Duration.ofMinutes(59)));
		assertRefused("life-too-short", lasting(Duration.ofHours(1), Duration.ofHours(4)));
		assertThat(opened(lasting(Duration.ofHours(1), Duration.ofHours(5))).standing().able()).isTrue();
	}

	@Test
	void weakKeysAndSignaturesAreRefused() {
		assertRefused("key-not-allowed", this.root.intermediate(this.noon, Keys.rsa(1024)));
		assertRefused("key-not-allowed", this.root.intermediate(this.noon, Keys.ed25519()));
		assertRefused("weak-signature", recipe().algorithm("SHA1withECDSA").sign(this.root));
	}

	@Test
	void keyMustBeOneThatOpens() throws Exception {
		byte[] content = new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2),
				new byte[48])
			.getEncoded();
		String encrypted = UpstreamCa.pem(new PemObject("ENCRYPTED PRIVATE KEY", content));
		directory().write(this.signing.chainPem(), encrypted, this.signing.rootPem());
		assertRefusedAtStart("file-malformed");
		directory().write(this.signing.chainPem(), this.signing.keyPem() + this.signing.keyPem(),
				this.signing.rootPem());
		assertRefusedAtStart("file-malformed");
	}

	@Test
	void nothingPrintsTheKey() throws Exception {
		directory().write(this.signing);
		FileSet files = FileSet.read(this.path);
		SigningSet set = checks().check(files);
		assertThat(files.toString() + set).doesNotContain("PRIVATE").contains("key=******");
	}

	private void assertRefused(String reason, UpstreamCa upstream) {
		directory().write(upstream);
		assertRefusedAtStart(reason);
	}

	private void assertRefusedAtStart(String reason) {
		assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(this::open)
			.withMessageContaining("(" + reason + ")");
	}

	private UpstreamCa lasting(Duration past, Duration future) {
		return recipe().validity(this.noon.minus(past), this.noon.plus(future)).sign(this.root);
	}

	private UpstreamCa.Recipe recipe() {
		return UpstreamCa.recipe(this.noon, Keys.p256());
	}

	private IssuerDirectory directory() {
		return new IssuerDirectory(this.path);
	}

	private FilesAuthority opened(UpstreamCa upstream) {
		directory().write(upstream);
		return open();
	}

	private FilesAuthority open() {
		return open(this.path, this.database);
	}

	private FilesAuthority open(Path directory, TestDatabase database) {
		RootLedger ledger = new RootLedger(database.client(), LEAF, Duration.ofMinutes(15), this.clock);
		return new FilesAuthority(directory, LEAF, checks(), ledger, new CertificateProfile(new SecureRandom()),
				new ReloadReport(directory, this.meters), this.clock);
	}

	private SetChecks checks() {
		return new SetChecks(TestSettings.CA, LEAF, new CertificateProfile(new SecureRandom()), Keys.p256(),
				this.clock);
	}

	private double reloads(String result) {
		return this.meters.get("issuer.reloads").tag("result", result).counter().count();
	}

	private void assertTrusted(List<X509Certificate> chain, FilesAuthority authority) throws Exception {
		TrustBundle bundle = new TrustBundle(TestSettings.DOMAIN, authority.roots(), 1, Duration.ofMinutes(5));
		assertThat(ChainOfTrust.verify(chain, bundle, this.clock.instant()))
			.isEqualTo(TestSettings.workload("backend-api").spiffeId());
	}

	private static List<X509Certificate> issue(FilesAuthority authority) {
		return authority.issue(AuthorityFixture.request("backend-api", LEAF));
	}

	private static void writePlainly(Path directory, UpstreamCa upstream) throws IOException {
		Files.writeString(directory.resolve("tls.crt"), upstream.chainPem());
		Files.writeString(directory.resolve("tls.key"), upstream.keyPem());
		Files.writeString(directory.resolve("ca.crt"), upstream.rootPem());
	}

}
