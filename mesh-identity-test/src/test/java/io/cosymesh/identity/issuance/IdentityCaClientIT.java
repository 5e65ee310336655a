package io.cosymesh.identity.issuance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.spiffe.spiffeid.SpiffeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.SpiffeBundleMap;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.FakeCa.Reply;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;
import io.cosymesh.identity.tls.PeerTrustManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class IdentityCaClientIT {

	private static final String BEARER = "the-secret-document";

	private final MovableClock clock = new MovableClock(InstantSource.system().instant());

	private final TestCa authority = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SpiffeId self = this.authority.name("backend-api").spiffeId();

	private final SpiffeId caId = this.authority.name("identity-ca").spiffeId();

	private final SvidSource source = new SvidSource(this.authority.name("backend-api"), this.clock);

	private final byte[] csr = FreshKey.generate().csrDer();

	@TempDir
	Path directory;

	private FakeCa ca;

	@BeforeEach
	void startCa() throws Exception {
		this.ca = caWith(this.authority.svid("identity-ca"));
		this.ca.attestationAnswer = this::issue;
		this.ca.renewalAnswer = this::issue;
		mount(this.authority);
	}

	@AfterEach
	void stopCa() {
		this.ca.close();
	}

	@Test
	void bootstrapsByAttestation() throws Exception {
		IssuedSvid issued = client().issue(this.csr);
		assertThat(issued.bundle()).isEqualTo(this.authority.bundle());
		assertThat(issued.chain()).hasSize(2);
		assertThat(issued.caTime()).isEqualTo(this.clock.instant());
		assertThat(this.ca.calls)
			.containsExactly(new FakeCa.Call(false, "POST /v1/svid", "Bearer " + BEARER, "TLSv1.3"));
	}

	@Test
	void renewsWithTheCurrentSvidAndShowsNoDocumentThen() throws Exception {
		haveSvid();
		client().issue(this.csr);
		assertThat(this.ca.calls).containsExactly(new FakeCa.Call(true, "POST /v1/svid", null, "TLSv1.3"));
	}

	@Test
	void renewalTrustsTheBundleOfTheSnapshotNotTheFile() throws Exception {
		haveSvid();
		mount(TestCa.create());
		client().issue(this.csr);
		assertThat(this.ca.calls).extracting(FakeCa.Call::mutual).containsExactly(true);
	}

	@Test
	void attestsWhenRenewalIsRefused() throws Exception {
		haveSvid();
		this.ca.renewalAnswer = (request) -> Reply.problem(403, "lineage", "serial unknown");
		client().issue(this.csr);
		assertThat(this.ca.calls).extracting(FakeCa.Call::mutual).containsExactly(true, false);
	}

	@Test
	void attestsWhenTheSvidHasExpired() throws Exception {
		haveSvid();
		this.clock.advance(Duration.ofHours(2));
		this.ca.close();
		this.ca = caWith(this.authority.svid("identity-ca"));
		this.ca.attestationAnswer = this::issue;
		client().issue(this.csr);
		assertThat(this.ca.calls).extracting(FakeCa.Call::mutual).containsExactly(false);
	}

	@Test
	void trustBundleMayAppearLate() throws Exception {
		Files.delete(bundleFile());
		IssuanceException early = failure();
		assertThat(early).hasMessageContaining("bundle.json can't be read (NoSuchFileException)");
		assertThat(early.retryable()).isTrue();
		mount(this.authority);
		assertThat(client().issue(this.csr)).isNotNull();
	}

	@Test
	void brokenTrustBundleIsNamed() throws Exception {
		Files.writeString(bundleFile(), "{}");
		assertThat(failure()).hasMessageContaining("is not usable: Trust bundle has no 'keys' array");
		assertThat(this.ca.calls).isEmpty();
	}

	@Test
	void showsItsDocumentToNobodyButTheCa() throws Exception {
		this.ca.close();
		this.ca = caWith(this.authority.svid("audio-processor"));
		assertThat(failure()).hasMessageContaining("is not the trusted CA: not-allowed: "
				+ "spiffe://cosymesh.local/ns/cosymesh/sa/audio-processor is not an expected peer");
		assertThat(this.ca.calls).isEmpty();
	}

	@Test
	void showsItsDocumentToNobodyWhoMerelyCallsItselfTheCa() throws Exception {
		this.ca.close();
		this.ca = caWith(this.authority.wrong("identity-ca").signedByStranger());
		IssuanceException failure = failure();
		assertThat(failure).hasMessageContaining("is not the trusted CA: untrusted-chain");
		assertThat(failure.retryable()).isTrue();
		assertThat(this.ca.calls).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "400, false", "401, false", "403, false", "302, false", "429, true", "500, true", "503, true" })
	void refusalsOfTheCaAreTold(int status, boolean retryable) {
		this.ca.attestationAnswer = (request) -> Reply.problem(status, "some-type", "because\\nof this");
		IssuanceException failure = failure();
		assertThat(failure.problemType()).hasValue("urn:cosymesh:problem:some-type");
		assertThat(failure).hasMessageEndingWith("refused with %d: because of this".formatted(status))
			.hasMessageNotContaining(BEARER);
		assertThat(failure.retryable()).isEqualTo(retryable);
		assertThat(this.ca.calls).hasSize(1);
	}

	@Test
	void unreachableCaIsToldAndMayComeBack() {
		this.ca.close();
		IssuanceException failure = failure();
		assertThat(failure).hasMessageContaining("can't be asked");
		assertThat(failure.retryable()).isTrue();
	}

	@Test
	void svidOfAnotherWorkloadIsRefused() {
		this.ca.attestationAnswer = (request) -> Reply.svid(this.self,
				this.authority.issuer("webui-service", Duration.ofHours(1)).issue(request.csrDer()));
		IssuanceException failure = failure();
		assertThat(failure).hasMessageStartingWith("The CA issued spiffe://cosymesh.local/ns/cosymesh/sa/webui-service "
				+ "to a workload configured as spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
		assertThat(failure.retryable()).isFalse();
	}

	@Test
	void svidForAnotherKeyIsRefused() {
		TestSvid other = this.authority.svid("backend-api");
		this.ca.attestationAnswer = (request) -> Reply.svid(this.self,
				new IssuedSvid(other.chain(), this.authority.bundle(), this.clock.instant()));
		assertThat(failure()).hasMessageContaining("key-mismatch");
	}

	@Test
	void svidThatDoesNotChainToTheBundleInTheReplyIsRefused() {
		TestCa other = TestCa.create();
		this.ca.attestationAnswer = (request) -> {
			IssuedSvid issued = this.authority.issuer("backend-api", Duration.ofHours(1)).issue(request.csrDer());
			return Reply.svid(this.self, new IssuedSvid(issued.chain(), other.bundle(), issued.caTime()));
		};
		assertThat(failure()).hasMessageContaining("untrusted-chain");
	}

	@Test
	void skewedClocksAreNamed() {
		this.ca.attestationAnswer = (request) -> Reply.svid(this.self,
				this.authority.issuer("backend-api", Duration.ofSeconds(-1)).issue(request.csrDer()));
		assertThat(failure()).hasMessageContaining("expired").hasMessageContaining("the CA's clock says");
	}

	@Test
	void rubbishIsRefused() {
		this.ca.attestationAnswer = (request) -> new Reply(200, "{\"spiffeId\":\"x\"}");
		assertThat(failure()).hasMessageEndingWith("answered with something else than an SVID");
		this.ca.attestationAnswer = (request) -> new Reply(200, "<html>");
		assertThat(failure()).hasMessageEndingWith("answered with something else than an SVID");
	}

	@Test
	void endlessAnswerIsCutOff() {
		this.ca.attestationAnswer = (request) -> new Reply(200, "x".repeat(2 << 20));
		assertThat(failure()).hasMessageContaining("can't be asked");
	}

	@Test
	void wishesForALifetime() throws Exception {
		AtomicReference<Long> wished = new AtomicReference<>();
		this.ca.attestationAnswer = (request) -> {
			wished.set(request.ttlSeconds());
			return issue(request);
		};
		client().issue(this.csr);
		assertThat(wished).hasNullValue();
		client().wishing(Duration.ofMinutes(10)).issue(this.csr);
		assertThat(wished).hasValue(600L);
	}

	@ParameterizedTest
	@CsvSource({ "429", "503" })
	void overloadedCaIsNotAskedAtItsOtherPort(int status) throws Exception {
		haveSvid();
		this.ca.renewalAnswer = (request) -> Reply.problem(status, "too-many", "slow down").after("7");
		IssuanceException failure = failure();
		assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
		assertThat(failure.retryable()).isTrue();
		assertThat(this.ca.calls).extracting(FakeCa.Call::mutual).containsExactly(true);
	}

	@Test
	void retryAfterMayBeADateAndRubbishIsIgnored() {
		this.ca.attestationAnswer = (request) -> Reply.problem(503, "busy", "later")
			.after(DateTimeFormatter.RFC_1123_DATE_TIME
				.format(this.clock.instant().plusSeconds(90).atZone(ZoneOffset.UTC)));
		assertThat(failure().retryAfter())
			.hasValueSatisfying((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(88), Duration.ofSeconds(90)));
		this.ca.attestationAnswer = (request) -> Reply.problem(503, "busy", "later").after("soon");
		assertThat(failure().retryAfter()).isEmpty();
	}

	@Test
	void reasonCodeOfTheCaIsTold() {
		this.ca.attestationAnswer = (request) -> new Reply(401, "{\"type\":\"urn:x\",\"reason\":\"token-replayed\"}");
		assertThat(failure().reasonCode()).contains("token-replayed");
	}

	@Test
	void attestsWithTheBundleLearntLastWhenTheFileIsOlder() throws Exception {
		TestCa next = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);
		haveSvid();
		this.source.learn(numbered(2, this.authority, next));
		this.clock.advance(Duration.ofHours(2));
		this.ca.close();
		this.ca = caWith(next.svid("identity-ca"));
		this.ca.attestationAnswer = (request) -> Reply.svid(this.self,
				next.issuer("backend-api", Duration.ofHours(1)).issue(request.csrDer()));
		assertThat(client().issue(this.csr).chain().get(1)).isEqualTo(next.intermediate());
		Files.delete(bundleFile());
		assertThat(client().issue(this.csr)).isNotNull();
	}

	@Test
	void attestsWithTheFileWhenItIsNewerThanTheBundleLearntLast() throws Exception {
		TestCa next = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);
		haveSvid();
		this.clock.advance(Duration.ofHours(2));
		this.ca.close();
		this.ca = caWith(next.svid("identity-ca"));
		Files.writeString(bundleFile(), SpiffeBundleFormat.write(numbered(5, next)));
		this.ca.attestationAnswer = (request) -> Reply.svid(this.self,
				next.issuer("backend-api", Duration.ofHours(1)).issue(request.csrDer()));
		assertThat(client().issue(this.csr)).isNotNull();
	}

	@Test
	void bundlesComeOverMutualTls() throws Exception {
		haveSvid();
		TrustBundle partner = TestCa.create("partner.example", this.clock).bundle();
		this.ca.bundlesReply = new Reply(200, SpiffeBundleMap.write(List.of(this.authority.bundle(), partner)));
		assertThat(client().bundles()).containsOnlyKeys(this.self.getTrustDomain(), partner.trustDomain())
			.containsValue(partner);
		assertThat(this.ca.calls).containsExactly(new FakeCa.Call(true, "GET /v1/bundles", null, "TLSv1.3"));
	}

	@Test
	void bundlesComeAnonymouslyWhenMutualTlsFailsAndNoSecretIsShownForThem() throws Exception {
		haveSvid();
		this.ca.anonymousBundlesReply = new Reply(200, SpiffeBundleMap.write(List.of(this.authority.bundle())));
		assertThat(client().bundles()).hasSize(1);
		assertThat(this.ca.calls.getLast()).isEqualTo(new FakeCa.Call(false, "GET /v1/bundles", null, "TLSv1.3"));
	}

	@Test
	void bundlesOfSomebodyElseAreRefused() throws Exception {
		haveSvid();
		this.ca.close();
		this.ca = caWith(this.authority.svid("audio-processor"));
		this.ca.anonymousBundlesReply = new Reply(200, SpiffeBundleMap.write(List.of(this.authority.bundle())));
		assertThat(catchThrowableOfType(IssuanceException.class, () -> client().bundles()))
			.hasMessageContaining("is not the trusted CA");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "<html>", "{\"trust_domains\":{\"a.example\":{}}}" })
	void bundleMapIsTakenWholeOrNotAtAll(String body) throws Exception {
		haveSvid();
		this.ca.bundlesReply = new Reply(200, body);
		this.ca.anonymousBundlesReply = new Reply(200, body);
		assertThat(catchThrowableOfType(IssuanceException.class, () -> client().bundles()))
			.hasMessageContaining("bundles are not usable");
	}

	private static TrustBundle numbered(long sequence, TestCa... authorities) {
		return new TrustBundle(authorities[0].bundle().trustDomain(),
				Stream.of(authorities).map(TestCa::root).collect(Collectors.toSet()), sequence, Duration.ofMinutes(5));
	}

	private Reply issue(SvidRequest request) throws Exception {
		return Reply.svid(this.self, this.authority.issuer("backend-api", Duration.ofHours(1)).issue(request.csrDer()));
	}

	private IssuanceException failure() {
		return catchThrowableOfType(IssuanceException.class, () -> client().issue(this.csr));
	}

	private IdentityCaClient client() {
		Bootstrap bootstrap = new Bootstrap(new TrustBundleFile(this.self.getTrustDomain(), bundleFile()),
				() -> BEARER);
		return new IdentityCaClient(this.ca.address(this.caId), this.source, bootstrap, this.clock);
	}

	private void haveSvid() throws Exception {
		this.source.publish(this.authority.svid("backend-api").svid(), this.authority.bundle());
	}

	private FakeCa caWith(TestSvid svid) throws Exception {
		return new FakeCa(new FixedKeyManager(svid), new PeerTrustManager(
				(trustDomain) -> Optional.of(this.authority.bundle()), () -> PeerRule.only(this.self), (refusal) -> {
				}, this.clock));
	}

	private void mount(TestCa trusted) throws Exception {
		Files.writeString(bundleFile(), SpiffeBundleFormat.write(trusted.bundle()));
	}

	private Path bundleFile() {
		return this.directory.resolve("bundle.json");
	}

}
