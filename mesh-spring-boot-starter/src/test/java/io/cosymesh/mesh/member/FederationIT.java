package io.cosymesh.mesh.member;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.BundleFeed;
import io.cosymesh.identity.renewal.BundleRefresher;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.audit.DecisionFeed;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class FederationIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String PARTNER = "partner.example";

	private static final TestCa HOME_CA = TestCa.create();

	private static final TestCa PARTNER_CA = TestCa.create(PARTNER, InstantSource.system());

	private static final TestCa OTHER_CA = TestCa.create(PARTNER, InstantSource.system());

	private static final Map<TrustDomain, TrustBundle> PUBLISHED = new ConcurrentHashMap<>();

	private static Member server;

	private static Member partner;

	private static Member other;

	@BeforeAll
	static void startMembers() {
		BundleFeed feed = () -> Map.copyOf(PUBLISHED);
		server = Member.of(HOME_CA, "echo")
			.bundles(feed)
			.rule(0, "partner", "GET /v1/caller", "spiffe://partner.example/ns/cosymesh/sa/caller")
			.rule(1, "home", "GET /v1/caller,GET /v1/denied", "*")
			.rule(2, "namespace", "GET /v1/caller", "spiffe://cosymesh.local/ns/cosymesh/*")
			.rule(3, "short", "GET /v1/caller", "stranger")
			.start();
		partner = foreigner(PARTNER_CA);
		other = foreigner(OTHER_CA);
	}

	@AfterAll
	static void stopMembers() {
		other.close();
		partner.close();
		server.close();
	}

	@BeforeEach
	void federate() {
		PUBLISHED.clear();
		publish(HOME_CA.bundle());
		refresh();
		publish(PARTNER_CA.bundle());
		refresh();
	}

	@Test
	void foreignCallerWithBundleAndRuleIsAdmittedAndKnownByItsOwnName() {
		await().atMost(SOON)
			.ignoreExceptions()
			.untilAsserted(() -> assertThat(partner.bean(Echo.class).caller().block(SOON).id())
				.isEqualTo("spiffe://partner.example/ns/cosymesh/sa/caller"));
	}

	@Test
	void ruleAloneAdmitsNobody() throws Exception {
		PUBLISHED.remove(TrustDomain.parse(PARTNER));
		refresh();
		assertRefused("caller");
	}

	@Test
	void bundleAloneAdmitsNobodyNorDoShortNamesNamespacesAndAsterisks() {
		assertRefused("stranger");
		assertRefused("echo");
	}

	@Test
	void foreignCallerMayDoWhatItsRuleSaysAndNothingElse() throws Exception {
		assertThat(Attacker.with(PARTNER_CA.svid("caller")).get(server.port(), "/v1/caller")).contains("200");
		assertThat(Attacker.with(PARTNER_CA.svid("caller")).get(server.port(), "/v1/denied")).contains("403");
	}

	@Test
	void foreignAuthorityCannotSpeakForTheOwnTrustDomain() {
		TestCa impostor = TestCa.create();
		publish(new TrustBundle(TrustDomain.parse(PARTNER), Set.of(PARTNER_CA.root(), impostor.root()), 3,
				Duration.ofMinutes(5)));
		refresh();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> Attacker.with(impostor.svid("caller")).get(server.port(), "/v1/caller"));
	}

	@Test
	void connectionEndsWhenTheFederationEnds() throws Exception {
		Echo echo = partner.bean(Echo.class);
		await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(echo.caller().block(SOON)).isNotNull());
		Mono<Optional<Decision.Reason>> next = server.bean(DecisionFeed.class)
			.watch()
			.next()
			.map((record) -> record.decision().reason())
			.cache();
		Disposable watching = next.subscribe();
		PUBLISHED.remove(TrustDomain.parse(PARTNER));
		refresh();
		assertThatExceptionOfType(PeerException.Answered.class).isThrownBy(() -> echo.caller().block(SOON))
			.returns(HttpStatus.UNAUTHORIZED, PeerException.Answered::status)
			.satisfies((refused) -> assertThat(refused.problem().orElseThrow())
				.satisfies(
						(problem) -> assertThat(problem.getType()).hasToString("urn:cosymesh:problem:peer-distrusted"))
				.satisfies((problem) -> assertThat(problem.getProperties()).containsEntry("reason",
						"unknown-trust-domain")));
		assertThat(next.block(SOON)).contains(Decision.Reason.DISTRUSTED);
		watching.dispose();
		assertThatExceptionOfType(PeerException.Broken.class).isThrownBy(() -> echo.caller().block(SOON));
	}

	@Test
	void connectionEndsWhenTheCallersAuthorityIsRevoked() {
		publish(new TrustBundle(TrustDomain.parse(PARTNER), Set.of(OTHER_CA.root()), 10, Duration.ofMinutes(5)));
		refresh();
		Echo echo = other.bean(Echo.class);
		assertThat(echo.caller().block(SOON)).isNotNull();
		publish(new TrustBundle(TrustDomain.parse(PARTNER), Set.of(OTHER_CA.root()), Map.of(),
				new Distrust(Set.of(), Set.of(Distrust.fingerprint(OTHER_CA.intermediate()))), 11,
				Duration.ofMinutes(5)));
		refresh();
		assertThatExceptionOfType(PeerException.Answered.class).isThrownBy(() -> echo.caller().block(SOON))
			.satisfies((refused) -> assertThat(refused.problem().orElseThrow().getProperties()).containsEntry("reason",
					"revoked"));
		assertThatExceptionOfType(PeerException.Broken.class).isThrownBy(() -> echo.caller().block(SOON));
	}

	private static Member foreigner(TestCa ca) {
		Member member = Member.of(ca, "caller")
			.with("cosymesh.identity.trust-domain=" + PARTNER)
			.application(CallerApplication.class)
			.peer("echo", server.url())
			.with("cosymesh.peers.echo.identity=spiffe://cosymesh.local/ns/cosymesh/sa/echo")
			.start();
		member.bean(SvidSource.class).learn(HOME_CA.bundle());
		return member;
	}

	private static void assertRefused(String serviceAccount) {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> Attacker.with(PARTNER_CA.svid(serviceAccount)).get(server.port(), "/v1/caller"));
	}

	private static void publish(TrustBundle bundle) {
		PUBLISHED.put(bundle.trustDomain(), bundle);
	}

	private static void refresh() {
		BundleRefresher refresher = server.bean(BundleRefresher.class);
		long before = refresher.refreshes();
		refresher.refreshNow();
		await().atMost(SOON).until(() -> refresher.refreshes() > before);
		assertThat(server.bean(SvidSource.class).snapshot().bundles().federated()).hasSize(PUBLISHED.size() - 1);
	}

}
