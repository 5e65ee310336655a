package io.cosymesh.identity.issuance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
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
