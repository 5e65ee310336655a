package io.cosymesh.ca.federation;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.ca.federation.EndpointProfile.HttpsSpiffe;
import io.cosymesh.ca.federation.EndpointProfile.HttpsWeb;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestJwtAuthority;
import io.cosymesh.identity.test.TestSvid;

import static io.cosymesh.ca.federation.FederationFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The consuming half of SPIFFE Federation, line by line, against endpoints on real
 * sockets.
 */
class FederationConformanceIT {

	private final FederationFixture fixture = new FederationFixture();

	private final TestCa webPki = TestCa.create("web.test", this.fixture.clock);

	private final List<ForeignEndpoint> endpoints = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.endpoints.forEach(ForeignEndpoint::close);
	}

	@Test
	void f2HttpsWebTrustsTheHostNameByWebPki() throws Exception {
		ForeignEndpoint endpoint = web("localhost").publish(FederationFixture.bundle(this.fixture.partner, 7));
		RelationshipStatus status = refresh(overWeb(endpoint.url()));
		assertThat(status.lastResult()).isEqualTo(RefreshResult.UPDATED);
		assertThat(known()).contains(FederationFixture.bundle(this.fixture.partner, 7));
		assertThat(endpoint.requests()).containsExactly("GET /bundle");
	}

	@Test
	void f2HttpsWebRefusesACertificateForAnotherHost() throws Exception {
		ForeignEndpoint endpoint = web("elsewhere.test").publish(this.fixture.partner.bundle());
		assertNotTrusted(refresh(overWeb(endpoint.url())));
	}

	@Test
	void f2HttpsWebRefusesAnUnknownAuthority() throws Exception {
		ForeignEndpoint endpoint = serve(FederationFixture.hostCertificate(TestCa.create(), "localhost"))
			.publish(this.fixture.partner.bundle());
		assertNotTrusted(refresh(overWeb(endpoint.url())));
	}

	@Test
	void f2HttpsWebUsesTheRootsOfTheSystemUnlessToldOtherwise() {
		ForeignEndpoint endpoint = web("localhost").publish(this.fixture.partner.bundle());
		assertNotTrusted(refresh(new Relationship(PARTNER, endpoint.url(), new HttpsWeb(null), true)));
	}

	@Test
	void f2HttpsSpiffeBeginsWithTheInitialBundle() throws Exception {
		ForeignEndpoint endpoint = spiffe("identity-ca").publish(FederationFixture.bundle(this.fixture.partner, 2));
		Relationship relationship = overSpiffe(endpoint.url());
		Federation federation = this.fixture.federation(relationship);
		assertThat(known()).contains(this.fixture.partner.bundle());
		assertThat(federation.refresh(relationship).lastResult()).isEqualTo(RefreshResult.UPDATED);
		assertThat(known().orElseThrow().sequence()).isEqualTo(2);
	}

	@Test
	void f2HttpsSpiffeRefusesAnotherSpiffeId() throws Exception {
		ForeignEndpoint endpoint = spiffe("impostor").publish(FederationFixture.bundle(this.fixture.partner, 2));
		assertNotTrusted(refresh(overSpiffe(endpoint.url())));
	}

	@Test
	void f2HttpsSpiffeRefusesAnSvidThatTheNewestBundleDoesNotVerify() throws Exception {
		TestCa stranger = TestCa.create(PARTNER.getName(), this.fixture.clock);
		ForeignEndpoint endpoint = serve(stranger.svid("identity-ca")).publish(stranger.bundle());
		assertNotTrusted(refresh(overSpiffe(endpoint.url())));
	}

	@Test
	void f2HttpsSpiffeFollowsTheRootsOfTheEndpoint() throws Exception {
		TestCa next = TestCa.create(PARTNER.getName(), this.fixture.clock);
		ForeignEndpoint before = spiffe("identity-ca")
			.publish(FederationFixture.bundle(this.fixture.partner, 2, next.root()));
		Relationship first = overSpiffe(before.url());
		assertThat(refresh(first).lastResult()).isEqualTo(RefreshResult.UPDATED);
		ForeignEndpoint after = serve(next.svid("identity-ca")).publish(FederationFixture.bundle(next, 3));
		assertThat(refresh(new Relationship(PARTNER, after.url(), first.profile(), true)).lastResult())
			.isEqualTo(RefreshResult.UPDATED);
		assertThat(known()).contains(FederationFixture.bundle(next, 3));
		assertNotTrusted(refresh(first));
	}

	@Test
	void f2HttpsSpiffeTakesAnEndpointOfAThirdTrustDomain() throws Exception {
		TestCa third = TestCa.create("third.test", this.fixture.clock);
		TrustDomain thirdDomain = TrustDomain.parse("third.test");
		ForeignEndpoint thirdEndpoint = serve(third.svid("publisher")).publish(this.fixture.partner.bundle());
		Relationship partner = new Relationship(PARTNER, thirdEndpoint.url(),
				new HttpsSpiffe(third.name("publisher").spiffeId(), null), true);
		Relationship serving = new Relationship(thirdDomain, web("localhost").publish(third.bundle()).url(),
				new HttpsWeb(FederationFixture.roots(this.directory, this.webPki)), true);
		Federation federation = this.fixture.federation(partner, serving);
		assertNotTrusted(federation.refresh(partner));
		assertThat(federation.refresh(serving).lastResult()).isEqualTo(RefreshResult.UPDATED);
		assertThat(federation.refresh(partner).lastResult()).isEqualTo(RefreshResult.UPDATED);
		assertThat(known()).contains(this.fixture.partner.bundle());
	}

	@Test
	void f2HttpsSpiffeTakesAnEndpointOfTheOwnTrustDomain() throws Exception {
		ForeignEndpoint endpoint = serve(this.fixture.home.svid("publisher")).publish(this.fixture.partner.bundle());
		assertThat(refresh(new Relationship(PARTNER, endpoint.url(),
				new HttpsSpiffe(this.fixture.home.name("publisher").spiffeId(), null), true))
			.lastResult()).isEqualTo(RefreshResult.UPDATED);
	}

	@Test
	void f3BundleCountsForTheConfiguredTrustDomainAlone() throws Exception {
		TestCa liar = TestCa.create("liar.test", this.fixture.clock);
		ForeignEndpoint endpoint = web("localhost").publish(liar.bundle());
		refresh(overWeb(endpoint.url()));
		assertThat(this.fixture.bundles.current()).extracting(TrustBundle::trustDomain).containsExactly(PARTNER);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void f4RedirectIsFollowedAndForgotten(int code) throws Exception {
		ForeignEndpoint target = web("localhost").publish(this.fixture.partner.bundle());
		ForeignEndpoint endpoint = web("localhost").redirect(code, target.url().toString());
		Relationship relationship = overWeb(endpoint.url());
		assertThat(refresh(relationship).lastResult()).isEqualTo(RefreshResult.UPDATED);
		endpoint.publish(FederationFixture.bundle(this.fixture.partner, 9));
		refresh(relationship);
		assertThat(endpoint.requests()).hasSize(2);
		assertThat(target.requests()).hasSize(1);
		assertThat(known().orElseThrow().sequence()).isEqualTo(9);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost/bundle", "https://user:secret@localhost/bundle", "ftp://localhost/x",
			"https:///nowhere", "://" })
	void f4RedirectToWhatIsNoBundleUrlIsRefused(String target) throws Exception {
		ForeignEndpoint endpoint = web("localhost").redirect(302, target);
		RelationshipStatus status = refresh(overWeb(endpoint.url()));
		assertThat(status.lastResult()).isEqualTo(RefreshResult.REDIRECT_REFUSED);
	}

	@Test
	void f4RedirectMustShowTheSameSpiffeId() throws Exception {
		ForeignEndpoint other = spiffe("backend-api").publish(FederationFixture.bundle(this.fixture.partner, 2));
		ForeignEndpoint same = spiffe("identity-ca").publish(FederationFixture.bundle(this.fixture.partner, 3));
		ForeignEndpoint endpoint = spiffe("identity-ca").redirect(307, other.url().toString());
		Relationship relationship = overSpiffe(endpoint.url());
		assertNotTrusted(refresh(relationship));
		endpoint.redirect(307, same.url().toString());
		assertThat(refresh(relationship).lastResult()).isEqualTo(RefreshResult.UPDATED);
		assertThat(known().orElseThrow().sequence()).isEqualTo(3);
	}

	@Test
	void f4RedirectsInACircleEnd() throws Exception {
		ForeignEndpoint endpoint = web("localhost");
		endpoint.redirect(302, endpoint.url().toString());
		assertThat(refresh(overWeb(endpoint.url())).lastResult()).isEqualTo(RefreshResult.REDIRECT_REFUSED);
		assertThat(endpoint.requests()).hasSize(4);
	}

	@Test
	void f4RedirectsCanBeForbidden() throws Exception {
		ForeignEndpoint target = web("localhost").publish(this.fixture.partner.bundle());
		ForeignEndpoint endpoint = web("localhost").redirect(302, target.url().toString());
		Relationship wary = new Relationship(PARTNER, endpoint.url(), overWeb(endpoint.url()).profile(), false);
		assertThat(refresh(wary).lastResult()).isEqualTo(RefreshResult.REDIRECT_REFUSED);
		assertThat(target.requests()).isEmpty();
	}

	@Test
	void f5KeysAppearAndDisappearAsPublished() throws Exception {
		TestJwtAuthority jwt = TestJwtAuthority.create("next");
		ForeignEndpoint endpoint = web("localhost")
			.publish(jwt.addTo(FederationFixture.bundle(this.fixture.partner, 2)));
		Relationship relationship = overWeb(endpoint.url());
		refresh(relationship);
		assertThat(known().orElseThrow().jwtAuthorities()).containsOnlyKeys("next");
		endpoint.publish(FederationFixture.revoked(this.fixture.partner, 3));
		refresh(relationship);
		assertThat(known().orElseThrow().authorities()).isEmpty();
		assertThat(known().orElseThrow().jwtAuthorities()).isEmpty();
	}

	@Test
	void f6FailureKeepsTheBundleAndTheInterval() throws Exception {
		ForeignEndpoint endpoint = web("localhost").publish(this.fixture.partner.bundle());
		Relationship relationship = overWeb(endpoint.url());
		Federation federation = this.fixture.federation(relationship);
		federation.refresh(relationship);
		endpoint.fail(503);
		RelationshipStatus status = federation.refresh(relationship);
		assertThat(status.lastResult()).isEqualTo(RefreshResult.UNEXPECTED_ANSWER);
		assertThat(status.lastError()).isEqualTo("it answered with status 503");
		assertThat(endpoint.requests()).hasSize(2);
		assertThat(known()).contains(this.fixture.partner.bundle());
		assertThat(this.fixture.refreshes(RefreshResult.UPDATED)).isEqualTo(1);
		assertThat(this.fixture.refreshes(RefreshResult.UNEXPECTED_ANSWER)).isEqualTo(1);
		endpoint.publish(this.fixture.partner.bundle());
		assertThat(federation.refresh(relationship).lastError()).isNull();
	}

	@Test
	void f6AbsentEndpointIsUnreachable() throws Exception {
		ForeignEndpoint endpoint = web("localhost");
		endpoint.close();
		assertThat(refresh(overWeb(endpoint.url())).lastResult()).isEqualTo(RefreshResult.UNREACHABLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void f7ClientSpeaksTheIntermediateVersions(String protocol) throws Exception {
		try (ForeignEndpoint endpoint = ForeignEndpoint.speaking(protocol, this.fixture.partner.svid("identity-ca"))) {
			endpoint.publish(FederationFixture.bundle(this.fixture.partner, 2));
			assertThat(refresh(overSpiffe(endpoint.url())).lastResult()).isEqualTo(RefreshResult.UPDATED);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[]} and more",
			"{\"keys\":[],\"spiffe_sequence\":-1}", "<html></html>" })
	void whatIsNoBundleChangesNothing(String document) throws Exception {
		ForeignEndpoint endpoint = web("localhost").publish(this.fixture.partner.bundle());
		Relationship relationship = overWeb(endpoint.url());
		Federation federation = this.fixture.federation(relationship);
		federation.refresh(relationship);
		endpoint.publish(document);
		assertThat(federation.refresh(relationship).lastResult()).isEqualTo(RefreshResult.MALFORMED);
		assertThat(known()).contains(this.fixture.partner.bundle());
	}

	@Test
	void whatIsNotUtf8IsNoBundle() throws Exception {
		ForeignEndpoint endpoint = web("localhost")
			.publish("{\"keys\":[],\"note\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(refresh(overWeb(endpoint.url())).lastResult()).isEqualTo(RefreshResult.MALFORMED);
	}

	@Test
	void endlessBundleIsNotReadToItsEnd() throws Exception {
		ForeignEndpoint endpoint = web("localhost").publish(new byte[3 << 20]);
		RelationshipStatus status = refresh(overWeb(endpoint.url()));
		assertThat(status.lastResult()).isEqualTo(RefreshResult.UNREACHABLE);
		assertThat(known()).isEmpty();
	}

	@Test
	void olderBundleIsRefused() throws Exception {
		ForeignEndpoint endpoint = web("localhost").publish(FederationFixture.bundle(this.fixture.partner, 5));
		Relationship relationship = overWeb(endpoint.url());
		refresh(relationship);
		endpoint.publish(FederationFixture.bundle(this.fixture.partner, 4));
		RelationshipStatus status = refresh(relationship);
		assertThat(status.lastResult()).isEqualTo(RefreshResult.OLDER);
		assertThat(status.lastError()).isEqualTo("it has spiffe_sequence 4, but 5 is known already");
		assertThat(known().orElseThrow().sequence()).isEqualTo(5);
	}

	private Optional<TrustBundle> known() {
		return this.fixture.bundles.bundleOf(PARTNER);
	}

	private RelationshipStatus refresh(Relationship relationship) {
		return this.fixture.federation(relationship).refresh(relationship);
	}

	private Relationship overWeb(URI url) throws Exception {
		return new Relationship(PARTNER, url, new HttpsWeb(FederationFixture.roots(this.directory, this.webPki)), true);
	}

	private Relationship overSpiffe(URI url) throws Exception {
		return new Relationship(PARTNER, url, new HttpsSpiffe(this.fixture.partner.name("identity-ca").spiffeId(),
				FederationFixture.mount(this.directory, this.fixture.partner.bundle())), true);
	}

	private ForeignEndpoint web(String host) {
		return serve(FederationFixture.hostCertificate(this.webPki, host));
	}

	private ForeignEndpoint spiffe(String serviceAccount) {
		return serve(this.fixture.partner.svid(serviceAccount, Duration.ofHours(1)));
	}

	private ForeignEndpoint serve(TestSvid certificate) {
		ForeignEndpoint endpoint = ForeignEndpoint.with(certificate);
		this.endpoints.add(endpoint);
		return endpoint;
	}

	private static void assertNotTrusted(RelationshipStatus status) {
		assertThat(status.lastResult()).as(String.valueOf(status.lastError()))
			.isEqualTo(RefreshResult.ENDPOINT_NOT_TRUSTED);
	}

}
