package io.cosymesh.identity.tls;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.ConformanceCase;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;
import io.cosymesh.identity.tls.SecureLoopback.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ConformanceMatrixIT {

	private static final TestCa CA = TestCa.create();

	private static final SvidSource SELF = CA.svidSource("inference-engine");

	private static final Set<String> BORINGSSL_REFUSES_BY_ITSELF = Set.of("X-5 no digitalSignature",
			"X-8 the CA itself", "X-10 Ed25519");

	private final Collection<PeerRefusal> refusals = new ConcurrentLinkedQueue<>();

	private PeerRule rule = new PeerRule.DomainMember(TrustDomain.parse(TestCa.TRUST_DOMAIN));

	@BeforeAll
	static void bothEnginesAreThere() {
		assertThat(OpenSsl.unavailabilityCause()).isNull();
	}

	static Stream<Arguments> refused() {
		return onBothEngines(ConformanceCase.refused());
	}

	static Stream<Arguments> accepted() {
		return onBothEngines(ConformanceCase.accepted());
	}

	@ParameterizedTest
	@MethodSource("refused")
	void serverRefusesClient(SslProvider engine, ConformanceCase wrong) {
		Outcome outcome = connectAs(engine, wrong.svid().apply(CA.wrong("backend-api")));
		assertThat(outcome.greeted()).isFalse();
		assertThat(outcome.serverFailure()).isNotNull();
		assertRefusalIsReported(engine, wrong);
	}

	@ParameterizedTest
	@MethodSource("refused")
	void clientRefusesServer(SslProvider engine, ConformanceCase wrong) {
		Outcome outcome = connectTo(engine, wrong.svid().apply(CA.wrong("backend-api")));
		assertThat(outcome.greeted()).isFalse();
		assertThat(outcome.clientFailure()).isNotNull();
		assertRefusalIsReported(engine, wrong);
	}

	@ParameterizedTest
	@MethodSource("accepted")
	void serverAcceptsClient(SslProvider engine, ConformanceCase right) {
		Outcome outcome = connectAs(engine, right.svid().apply(CA.wrong("backend-api")));
		assertThat(outcome.serverFailure()).isNull();
		assertThat(outcome.greeted()).isTrue();
		assertThat(outcome.protocol()).isEqualTo("TLSv1.3");
	}

	@ParameterizedTest
	@MethodSource("accepted")
	void clientAcceptsServer(SslProvider engine, ConformanceCase right) {
		Outcome outcome = connectTo(engine, right.svid().apply(CA.wrong("backend-api")));
		assertThat(outcome.clientFailure()).isNull();
		assertThat(outcome.greeted()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = { "JDK", "OPENSSL" })
	void clientWithoutCertificateIsRefused(SslProvider engine) {
		assertThat(connectAs(engine, CA.wrong("backend-api").emptyChain()).greeted()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = { "JDK", "OPENSSL" })
	void chainWithoutItsKeyIsRefused(SslProvider engine) {
		assertThat(connectAs(engine, CA.wrong("backend-api").withForeignKey()).greeted()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = { "JDK", "OPENSSL" })
	void serverOfAnotherServiceIsRefused(SslProvider engine) {
		this.rule = PeerRule.only(CA.name("inference-engine").spiffeId());
		Outcome outcome = connectTo(engine, CA.svid("audio-processor"));
		assertThat(outcome.greeted()).isFalse();
		assertThat(this.refusals).singleElement()
			.satisfies((refusal) -> assertThat(refusal.claimedId()).isEqualTo(CA.name("audio-processor").spiffeId()));
	}

	private void assertRefusalIsReported(SslProvider engine, ConformanceCase wrong) {
		if (engine == SslProvider.OPENSSL && BORINGSSL_REFUSES_BY_ITSELF.contains(wrong.name())) {
			assertThat(this.refusals).isEmpty();
		}
		else {
			assertThat(this.refusals).extracting(PeerRefusal::reason).containsExactly(wrong.refusal());
		}
	}

	private Outcome connectAs(SslProvider engine, TestSvid svid) {
		KeyManager stranger = new FixedKeyManager(svid);
		try (SecureLoopback server = new SecureLoopback(
				Engines.server(engine, new SvidKeyManager(SELF), trustManager()))) {
			return server.connect(Engines.client(SslProvider.JDK, stranger, trusting()));
		}
	}

	private Outcome connectTo(SslProvider engine, TestSvid svid) {
		KeyManager stranger = new FixedKeyManager(svid);
		try (SecureLoopback server = new SecureLoopback(Engines.server(SslProvider.JDK, stranger, trusting()))) {
			return server.connect(Engines.client(engine, new SvidKeyManager(SELF), trustManager()));
		}
	}

	private PeerTrustManager trustManager() {
		return new PeerTrustManager(SELF, () -> this.rule, this.refusals::add, InstantSource.system());
	}

	private static PeerTrustManager trusting() {
		return new PeerTrustManager(SELF, () -> PeerRule.only(SELF.self()), (refusal) -> {
		}, InstantSource.system());
	}

	private static Stream<Arguments> onBothEngines(Stream<ConformanceCase> cases) {
		return cases
			.flatMap((each) -> Stream.of(arguments(SslProvider.OPENSSL, each), arguments(SslProvider.JDK, each)));
	}

}
