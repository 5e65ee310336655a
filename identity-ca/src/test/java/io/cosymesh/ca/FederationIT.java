package io.cosymesh.ca;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.SSLParameters;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import io.cosymesh.ca.federation.tls.EndpointClients;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.SpiffeBundleMap;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.jwt.IdentityCaJwtIssuer;
import io.cosymesh.identity.jwt.JwtSvidVerifier;
import io.cosymesh.identity.svid.SvidRefusal;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two complete CAs that federate with each other: the partner takes ours by https_web, we
 * take the partner's by https_spiffe.
 */
class FederationIT {

	private static final InstantSource CLOCK = InstantSource.system();

	private static final TrustDomain PARTNER = TrustDomain.parse("partner.test");

	private static final TestCa WEB_PKI = TestCa.create("web.test", CLOCK);

	private static final int ENDPOINT_PORT = RunningCa.freePort();

	@TempDir
	private static Path directory;

	private static RunningCa partner;

	private static RunningCa home;

	@BeforeAll
	static void start() throws Exception {
		writeCertificate("localhost");
		Path roots = Files.writeString(directory.resolve("web-roots.pem"),
				new TestSvid(List.of(WEB_PKI.root()), TestKeys.p256().getPrivate()).chainPem());
		partner = RunningCa.start(directory.resolve("partner"),
				with(impatient(), "cosymesh.identity.trust-domain=partner.test", "cosymesh.ca.bundle-refresh-hint=1s",
						"cosymesh.ca.federation.trust-domains[0].trust-domain=cosymesh.local",
						"cosymesh.ca.federation.trust-domains[0].url=" + endpoint("/v1/bundle"),
						"cosymesh.ca.federation.trust-domains[0].profile=https_web",
						"cosymesh.ca.federation.trust-domains[0].certificate-authority=" + roots));
		home = RunningCa.start(directory.resolve("home"),
				with(impatient(), "cosymesh.ca.federation.endpoint.port=" + ENDPOINT_PORT,
						"cosymesh.ca.federation.endpoint.profile=https_web",
						"cosymesh.ca.federation.endpoint.reload-interval=200ms",
						"cosymesh.ca.federation.endpoint.certificate=" + directory.resolve("endpoint.crt"),
						"cosymesh.ca.federation.endpoint.private-key=" + directory.resolve("endpoint.key"),
						"cosymesh.ca.federation.trust-domains[0].trust-domain=partner.test",
						"cosymesh.ca.federation.trust-domains[0].url=" + partner.attestationUrl() + "/v1/bundle",
						"cosymesh.ca.federation.trust-domains[0].profile=https_spiffe",
						"cosymesh.ca.federation.trust-domains[0].endpoint-id=" + partner.name(),
						"cosymesh.ca.federation.trust-domains[0].initial-bundle=" + partner.trustBundle()));
	}

	@AfterAll
	static void stop() {
		home.close();
		partner.close();
	}

	@Test
	void workloadsAreAdmittedOnlyWhenBothBundleAndRuleSaySo() throws Exception {
		Workload caller = workload(home, "caller");
		Workload server = workload(partner, "server");
		SpiffeId callerId = TestSettings.workload("caller").spiffeId();
		X509Certificate[] chain = caller.source().snapshot().svid().getChainArray();
		assertRefused(trusting(server.source(), PeerRule.only(callerId)), chain, SvidRefusal.UNKNOWN_TRUST_DOMAIN);
		learnUntilKnown(partner, server, TestSettings.DOMAIN);
		trusting(server.source(), PeerRule.only(callerId)).checkClientTrusted(chain, "EC");
		assertRefused(trusting(server.source(), new PeerRule.DomainMember(PARTNER)), chain, SvidRefusal.NOT_ALLOWED);
		learnUntilKnown(home, caller, PARTNER);
		trusting(caller.source(), PeerRule.only(server.source().self()))
			.checkServerTrusted(server.source().snapshot().svid().getChainArray(), "EC");
	}

	@Test
	void foreignJwtSvidIsGoodHere() throws Exception {
		Workload caller = workload(home, "jwt-caller");
		String token = new IdentityCaJwtIssuer(caller.caAddress(), caller.source(), CLOCK)
			.issue(List.of("reports"), null)
			.token();
		Workload server = workload(partner, "jwt-server");
		learnUntilKnown(partner, server, TestSettings.DOMAIN);
		assertThat(new JwtSvidVerifier(server.source(), CLOCK).verify(token, "reports").subject())
			.isEqualTo(caller.source().self());
	}

	@Test
	void newRootOfThePartnerIsNoticedByPolling() throws Exception {
		patiently().until(() -> bundles(home).containsKey(PARTNER));
		TrustBundle before = bundles(home).get(PARTNER);
		Workload operator = workload(partner, "operator");
		HttpResponse<String> prepared = operator.postMutually("/v1/admin/authorities/root", Map.of());
		assertThat(prepared.statusCode()).as(prepared.body()).isEqualTo(201);
		patiently().untilAsserted(() -> {
			TrustBundle now = bundles(home).get(PARTNER);
			assertThat(now.authorities()).hasSizeGreaterThan(before.authorities().size());
			assertThat(now.sequence()).isGreaterThan(before.sequence());
			assertThat(now).isEqualTo(own(partner));
		});
	}

	@Test
	void operatorSeesHowItStandsAndRefreshes() throws Exception {
		Workload operator = workload(home, "operator");
		HttpResponse<String> refreshed = operator.postMutually("/v1/admin/federation/partner.test/refresh", Map.of());
		assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
		assertThat(Workload.json(refreshed).get("lastResult").asString()).isIn("unchanged", "updated");
		HttpResponse<String> listed = operator.getMutually("/v1/admin/federation");
		JsonNode entry = Workload.json(listed).get("trustDomains").get(0);
		assertThat(entry.get("trustDomain").asString()).isEqualTo("partner.test");
		assertThat(entry.get("url").asString()).isEqualTo(partner.attestationUrl() + "/v1/bundle");
		assertThat(entry.get("profile").asString()).isEqualTo("https_spiffe");
		assertThat(entry.get("endpointId").asString()).isEqualTo(partner.name().toString());
		assertThat(entry.get("sequence").asLong()).isPositive();
		assertThat(entry.get("lastRefresh").asString()).isNotEmpty();
		assertThat(entry.path("lastError").isNull()).isTrue();
		assertThat(operator.postMutually("/v1/admin/federation/stranger.test/refresh", Map.of()).statusCode())
			.isEqualTo(404);
		Workload other = workload(home, "not-an-operator");
		assertThat(other.getMutually("/v1/admin/federation").statusCode()).isEqualTo(403);
		assertThat(other.postMutually("/v1/admin/federation/partner.test/refresh", Map.of()).statusCode())
			.isEqualTo(403);
		assertThat(metrics()).contains("federated_bundle_refreshes_total{")
			.contains("federated_bundle_age_seconds{trust_domain=\"partner.test\"}");
	}

	@Test
	void f1EndpointServesTheNewestBundleToAnybody() throws Exception {
		HttpResponse<String> answer = get("/v1/bundle", "GET", "TLSv1.3");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(SpiffeBundleFormat.parse(TestSettings.DOMAIN, answer.body())).isEqualTo(own(home));
	}

	@Test
	void f7EndpointSpeaksTheIntermediateVersions() throws Exception {
		assertThat(get("/v1/bundle", "GET", "TLSv1.2").sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.2");
		assertThat(get("/v1/bundle", "GET", "TLSv1.3").sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
	}

	@Test
	void endpointServesNothingElse() throws Exception {
		for (String path : List.of("/", "/v1/bundles", "/v1/svid", "/v1/jwt-svid", "/v1/admin/federation", "/actuator",
				"/v1/bundle/", "/v1//bundle")) {
			assertThat(get(path, "GET", "TLSv1.3").statusCode()).as(path).isEqualTo(404);
		}
		HttpResponse<String> posted = get("/v1/bundle", "POST", "TLSv1.3");
		assertThat(posted.statusCode()).isEqualTo(405);
		assertThat(posted.headers().firstValue("Allow"))
			.hasValueSatisfying((allow) -> assertThat(allow).contains("GET"));
	}

	@Test
	void endpointShowsANewCertificateWithoutRestartAndKeepsTheOldOneInsteadOfABadPair() throws Exception {
		String before = Files.readString(directory.resolve("endpoint.crt"));
		Files.writeString(directory.resolve("endpoint.crt"), certificate("localhost").chainPem());
		Awaitility.await()
			.during(Duration.ofSeconds(1))
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(shown()).isEqualTo(leafOf(before)));
		TestSvid next = writeCertificate("localhost");
		patiently().untilAsserted(() -> assertThat(shown()).isEqualTo(next.leaf()));
		assertThat(metrics()).contains("federation_endpoint_reloads_total{result=\"refused\"}")
			.contains("federation_endpoint_reloads_total{result=\"ok\"}");
	}

	private static void learnUntilKnown(RunningCa ca, Workload workload, TrustDomain foreign) {
		patiently().until(() -> {
			workload.source().learn(bundles(ca));
			return workload.source().bundleOf(foreign).isPresent();
		});
	}

	private static Map<TrustDomain, TrustBundle> bundles(RunningCa ca) throws Exception {
		return SpiffeBundleMap.parse(ca.workload("anybody").getAnonymously("/v1/bundles").body());
	}

	private static TrustBundle own(RunningCa ca) throws Exception {
		return new TrustBundleFile(ca.name().trustDomain(), ca.trustBundle()).read();
	}

	private static Workload workload(RunningCa ca, String serviceAccount) throws Exception {
		Workload workload = ca.workload(serviceAccount);
		workload.obtain(workload.register());
		return workload;
	}

	private static PeerTrustManager trusting(SvidSource source, PeerRule rule) {
		return new PeerTrustManager(source, () -> rule, PeerRefusalListener.logging(), CLOCK);
	}

	private static void assertRefused(PeerTrustManager trust, X509Certificate[] chain, SvidRefusal refusal) {
		assertThatExceptionOfType(SvidRefusedException.class).isThrownBy(() -> trust.checkClientTrusted(chain, "EC"))
			.satisfies((ex) -> assertThat(ex.refusal()).isEqualTo(refusal));
	}

	private static HttpResponse<String> get(String path, String method, String protocol) throws Exception {
		HttpClient template = EndpointClients.web(directory.resolve("web-roots.pem")).build();
		SSLParameters parameters = template.sslParameters();
		parameters.setProtocols(new String[] { protocol });
		HttpRequest request = HttpRequest.newBuilder(endpoint(path)).method(method, BodyPublishers.noBody()).build();
		try (HttpClient client = EndpointClients.web(directory.resolve("web-roots.pem"))
			.sslParameters(parameters)
			.build()) {
			return client.send(request, BodyHandlers.ofString());
		}
	}

	private static X509Certificate shown() throws Exception {
		return (X509Certificate) get("/v1/bundle", "GET", "TLSv1.3").sslSession()
			.orElseThrow()
			.getPeerCertificates()[0];
	}

	private static X509Certificate leafOf(String pem) throws Exception {
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
	}

	private static TestSvid writeCertificate(String host) throws Exception {
		TestSvid certificate = certificate(host);
		Files.writeString(directory.resolve("endpoint.crt"), certificate.chainPem());
		Files.writeString(directory.resolve("endpoint.key"), certificate.keyPem());
		return certificate;
	}

	private static TestSvid certificate(String host) {
		return WEB_PKI.issue(CertificateRecipe.leaf(CLOCK.instant(), "unused:").uris().dns(host).subject("CN=web"),
				TestKeys.p256());
	}

	private static URI endpoint(String path) {
		return URI.create("https://localhost:%d%s".formatted(ENDPOINT_PORT, path));
	}

	private static List<String> impatient() {
		return List.of("cosymesh.ca.federation.shortest-refresh=1s", "cosymesh.ca.federation.longest-refresh=1s");
	}

	private static String[] with(List<String> properties, String... more) {
		return Stream.concat(properties.stream(), Stream.of(more)).toArray(String[]::new);
	}

	private static ConditionFactory patiently() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(300));
	}

	private static String metrics() throws Exception {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(home.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		}
	}

}
