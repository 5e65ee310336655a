package io.cosymesh.identity.tls;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.test.ConformanceCase;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.tls.PeerRefusal.PeerRole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ConformanceMatrixTests {

	private static final TestCa CA = TestCa.create();

	private final List<PeerRefusal> refusals = new ArrayList<>();

	private PeerRule rule = new PeerRule.DomainMember(TrustDomain.parse(TestCa.TRUST_DOMAIN));

	private final PeerTrustManager trustManager = new PeerTrustManager(TrustBundleSource.of(CA.bundle()),
			() -> this.rule, this.refusals::add, InstantSource.system());

	@ParameterizedTest
	@MethodSource("io.cosymesh.identity.test.ConformanceCase#refused")
	void refuses(ConformanceCase wrong) {
		X509Certificate[] chain = wrong.svid().apply(CA.wrong("backend-api")).chainArray();
		SvidRefusedException asClient = catchThrowableOfType(SvidRefusedException.class,
				() -> this.trustManager.checkClientTrusted(chain, "UNKNOWN"));
		SvidRefusedException asServer = catchThrowableOfType(SvidRefusedException.class,
				() -> this.trustManager.checkServerTrusted(chain, "UNKNOWN"));
		assertThat(asClient.refusal()).isEqualTo(wrong.refusal());
		assertThat(asServer.refusal()).isEqualTo(wrong.refusal());
		assertThat(asClient).hasNoCause().hasMessageStartingWith(wrong.refusal().code() + ": ");
		assertThat(this.refusals).extracting(PeerRefusal::reason).containsExactly(wrong.refusal(), wrong.refusal());
		assertThat(this.refusals).extracting(PeerRefusal::peerRole).containsExactly(PeerRole.CLIENT, PeerRole.SERVER);
	}

	@ParameterizedTest
	@MethodSource("io.cosymesh.identity.test.ConformanceCase#accepted")
	void accepts(ConformanceCase right) throws Exception {
		X509Certificate[] chain = right.svid().apply(CA.wrong("backend-api")).chainArray();
		this.trustManager.checkClientTrusted(chain, "UNKNOWN");
		this.trustManager.checkServerTrusted(chain, "UNKNOWN");
		assertThat(this.refusals).isEmpty();
	}

	@Test
	void refusesNoCertificateAtAll() {
		assertRefused(new X509Certificate[0], SvidRefusal.EMPTY_CHAIN);
		assertRefused(null, SvidRefusal.EMPTY_CHAIN);
		assertThat(this.refusals).extracting(PeerRefusal::serial).containsOnly("");
	}

	// Neither the JDK nor BoringSSL lets such a certificate get as far as a trust
	// manager.
	@Test
	void certificateWithoutSubjectAndCriticalSanCannotEvenBeRead() {
		assertThatCode(() -> CA.wrong("backend-api").withoutSubjectAndSanNotCritical())
			.hasRootCauseInstanceOf(java.security.cert.CertificateParsingException.class);
	}

	@Test
	void neverVerifiesOneTrustDomainWithTheBundleOfAnother() {
		TestCa other = TestCa.create("other.local", InstantSource.system());
		this.rule = new PeerRule.AnyOf(List.of(this.rule, new PeerRule.DomainMember(TrustDomain.parse("other.local"))));
		PeerTrustManager federated = new PeerTrustManager((trustDomain) -> trustDomain.equals(CA.bundle().trustDomain())
				? Optional.of(CA.bundle()) : Optional.of(other.bundle()), () -> this.rule, this.refusals::add,
				InstantSource.system());
		assertThatCode(() -> federated.checkClientTrusted(other.svid("backend-api").chainArray(), "UNKNOWN"))
			.doesNotThrowAnyException();
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> federated.checkClientTrusted(CA.wrong("backend-api").forOtherTrustDomain().chainArray(),
					"UNKNOWN"))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(SvidRefusal.UNTRUSTED_CHAIN));
	}

	@Test
	void emptyBundleRevokesEverySvid() {
		TrustBundle revoked = new TrustBundle(CA.bundle().trustDomain(), Set.of(), 2, CA.bundle().refreshHint());
		PeerTrustManager strict = new PeerTrustManager(TrustBundleSource.of(revoked), () -> this.rule,
				this.refusals::add, InstantSource.system());
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> strict.checkClientTrusted(CA.svid("backend-api").chainArray(), "UNKNOWN"))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(SvidRefusal.UNTRUSTED_CHAIN));
	}

	@Test
	void allowlistIsLive() throws Exception {
		X509Certificate[] peer = CA.svid("backend-api").chainArray();
		this.rule = PeerRule.only(CA.name("backend-api").spiffeId());
		this.trustManager.checkClientTrusted(peer, "UNKNOWN");
		this.rule = PeerRule.only(CA.name("webui-service").spiffeId());
		assertRefused(peer, SvidRefusal.NOT_ALLOWED);
		assertThat(this.refusals).singleElement().satisfies((refusal) -> {
			assertThat(refusal.claimedId()).isEqualTo(SpiffeId.parse(CA.name("backend-api").toString()));
			assertThat(refusal.serial()).isEqualTo(peer[0].getSerialNumber().toString(16));
		});
	}

	@Test
	void resumedSessionIsCheckedInFull() throws Exception {
		X509Certificate[] peer = CA.svid("backend-api").chainArray();
		this.trustManager.resumeClientTrusted(peer, null);
		this.trustManager.resumeServerTrusted(peer, null);
		this.rule = new PeerRule.Nobody();
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> this.trustManager.resumeClientTrusted(peer, null));
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> this.trustManager.resumeServerTrusted(peer, null));
	}

	@Test
	void uncheckedExceptionBecomesRefusal() {
		PeerTrustManager broken = new PeerTrustManager((trustDomain) -> {
			throw new IllegalStateException("secret detail");
		}, () -> this.rule, this.refusals::add, InstantSource.system());
		assertThatExceptionOfType(SvidRefusedException.class)
			.isThrownBy(() -> broken.checkClientTrusted(CA.svid("backend-api").chainArray(), "UNKNOWN"))
			.withMessageNotContaining("secret")
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(SvidRefusal.MALFORMED_CERTIFICATE));
	}

	@Test
	void strangerCannotForgeLogLines() {
		TestSvid forged = CA.wrong("backend-api").withId("spiffe://cosymesh.local/a%0aevent=allowed");
		assertRefused(forged.chainArray(), SvidRefusal.INVALID_SPIFFE_ID);
		assertThat(this.refusals.getFirst().claimedId()).isNull();
		assertThat(this.refusals.getFirst().toString()).doesNotContain("event=allowed");
	}

	@Test
	void givesNoHintsAboutAuthorities() {
		assertThat(this.trustManager.getAcceptedIssuers()).isEmpty();
	}

	private void assertRefused(X509Certificate[] chain, SvidRefusal refusal) {
		SvidRefusedException ex = catchThrowableOfType(SvidRefusedException.class,
				() -> this.trustManager.checkClientTrusted(chain, "UNKNOWN"));
		assertThat(ex.refusal()).isEqualTo(refusal);
	}

}
