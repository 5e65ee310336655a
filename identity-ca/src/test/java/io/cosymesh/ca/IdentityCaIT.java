package io.cosymesh.ca;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.issuance.Csrs;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.SpiffeBundleMap;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class IdentityCaIT {

	@TempDir
	private static Path home;

	private static RunningCa ca;

	@BeforeAll
	static void start() {
		ca = RunningCa.start(home);
	}

	@AfterAll
	static void stop() {
		ca.close();
	}

	@Test
	void workloadKeyGetsAnSvid(CapturedOutput log) throws Exception {
		Workload backend = ca.workload("backend-api");
		SvidSnapshot svid = backend.obtain(backend.register());
		assertThat(svid.spiffeId()).isEqualTo(TestSettings.workload("backend-api").spiffeId());
		assertThat(log).contains("event=svid-issued spiffeId=" + svid.spiffeId() + " serial=" + svid.serial())
			.contains("attestor=workload-key source=127.0.0.1");
	}

	@Test
	void svidRenewsItselfOverMutualTls(CapturedOutput log) throws Exception {
		Workload backend = ca.workload("renewing");
		SvidSnapshot first = backend.obtain(backend.register());
		SvidSnapshot second = backend.renew();
		SvidSnapshot third = backend.renew();
		assertThat(List.of(first.serial(), second.serial(), third.serial())).doesNotHaveDuplicates();
		assertThat(log).contains("event=svid-renewed spiffeId=" + third.spiffeId() + " serial=" + third.serial()
				+ " previousSerial=" + second.serial());
	}

	@Test
	void secondHolderOfAnSvidIsRefusedAndFlagged(CapturedOutput log) throws Exception {
		Workload owner = ca.workload("robbed");
		WorkloadKeyDocument document = owner.register();
		SvidSnapshot stolen = owner.obtain(document);
		Workload thief = ca.workload("robbed");
		thief.source().publish(stolen.svid(), stolen.bundle());
		owner.renew();
		owner.renew();
		assertThatExceptionOfType(IssuanceException.class).isThrownBy(thief::renew)
			.satisfies((ex) -> assertThat(ex.getSuppressed()[0]).isInstanceOf(IssuanceException.class)
				.extracting((cause) -> ((IssuanceException) cause).problemType().orElseThrow())
				.isEqualTo("urn:cosymesh:problem:lineage-broken"));
		assertThat(log).contains("event=lineage-broken compromise=possible spiffeId=" + stolen.spiffeId());
		SvidSnapshot healed = owner.obtain(document);
		assertThat(owner.renew().serial()).isNotEqualTo(healed.serial());
	}

	@Test
	void withdrawnRegistrationEndsRenewal() throws Exception {
		Workload leaving = ca.workload("leaving");
		leaving.obtain(leaving.register());
		Files.delete(home.resolve("registrations/cosymesh/leaving.pem"));
		assertProblem(leaving.postMutually("/v1/svid", Workload.csr()), 403, "registration-withdrawn");
	}

	@Test
	void joinTokenGetsOneSvid() throws Exception {
		String token = joinToken("by-hand");
		Workload byHand = ca.workload("by-hand");
		assertThat(byHand.obtain(() -> token).spiffeId()).isEqualTo(TestSettings.workload("by-hand").spiffeId());
		assertProblem(byHand.postAttested(token, Workload.csr()), 401, "join-token-used");
		assertThat(byHand.renew()).isNotNull();
	}

	@Test
	void fiftyUsesOfOneJoinTokenAtOnceGetOneSvid() throws Exception {
		String token = joinToken("contended");
		Workload contended = ca.workload("contended");
		List<Future<HttpResponse<String>>> answers = new ArrayList<>();
		try (HttpClient client = contended.anonymousClient();
				ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 50; i++) {
				HttpRequest request = HttpRequest.newBuilder(ca.attestationUrl().resolve("/v1/svid"))
					.header("Content-Type", "application/json")
					.header("Authorization", "Bearer " + token)
					.POST(HttpRequest.BodyPublishers.ofString("{\"csr\":\"" + Workload.csr().get("csr") + "\"}"))
					.build();
				answers.add(executor.submit(() -> client.send(request, BodyHandlers.ofString())));
			}
		}
		List<Integer> statuses = new ArrayList<>();
		for (Future<HttpResponse<String>> answer : answers) {
			statuses.add(answer.get().statusCode());
			if (answer.get().statusCode() != 200) {
				assertProblem(answer.get(), 401, "join-token-used");
			}
		}
		assertThat(statuses).hasSize(50).containsOnlyOnce(200);
	}

	@Test
	void joinTokensAreForOperatorsAlone() throws Exception {
		Workload backend = ca.workload("not-an-operator");
		backend.obtain(backend.register());
		HttpResponse<String> denied = backend.postMutually("/v1/admin/join-tokens", Map.of("serviceAccount", "x"));
		assertThat(denied.statusCode()).isEqualTo(403);
		HttpRequest anonymous = HttpRequest.newBuilder(ca.attestationUrl().resolve("/v1/admin/join-tokens"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"serviceAccount\":\"x\"}"))
			.build();
		try (HttpClient client = backend.anonymousClient()) {
			assertThat(client.send(anonymous, BodyHandlers.ofString()).statusCode()).isIn(401, 403);
		}
	}

	@Test
	void joinTokenForABadNameIsRefused() throws Exception {
		Workload operator = operator();
		assertField(operator, Map.of("serviceAccount", "Not A Name"), "serviceAccount");
		assertField(operator, Map.of(), "serviceAccount");
		assertField(operator, Map.of("serviceAccount", "identity-ca"), "serviceAccount");
		assertField(operator, Map.of("serviceAccount", "x", "namespace", "../y"), "namespace");
		assertField(operator, Map.of("serviceAccount", "x", "ttlSeconds", 0), "ttlSeconds");
		assertField(operator, Map.of("serviceAccount", "x", "ttlSeconds", 86_401), "ttlSeconds");
	}

	@Test
	void strangersCertificateFailsTheHandshake(CapturedOutput log) {
		Workload stranger = ca.workload("backend-api");
		TestCa otherCa = TestCa.create();
		Workload impostor = new Workload(ca, TestSettings.workload("backend-api"));
		publish(impostor, otherCa);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> impostor.postMutually("/v1/svid", Workload.csr()));
		assertThat(log).contains("event=handshake-refused");
		try (HttpClient client = stranger.anonymousClient()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client
				.send(HttpRequest.newBuilder(ca.url().resolve("/v1/bundle")).build(), BodyHandlers.ofString()));
		}
	}

	@Test
	void badApplicationsAreToldWhy() throws Exception {
		Workload backend = ca.workload("told-why");
		WorkloadKeyDocument document = backend.register();
		assertProblem(backend.postAttested(null, Workload.csr()), 401, "document-missing");
		assertProblem(backend.postAttested("garbage", Workload.csr()), 401, "document-unrecognized");
		assertProblem(backend.postAttested(document.bearer(), Map.of("csr", "AAAA")), 400, "csr-malformed");
		assertProblem(backend.postAttested(document.bearer(), Map.of()), 400, "csr-malformed");
		Map<String, Object> shortLived = Workload.csr();
		shortLived.put("ttlSeconds", 59);
		assertProblem(backend.postAttested(document.bearer(), shortLived), 400, "ttl-out-of-bounds");
		String once = document.bearer();
		assertThat(backend.postAttested(once, Workload.csr()).statusCode()).isEqualTo(200);
		assertProblem(backend.postAttested(once, Workload.csr()), 401, "token-replayed");
	}

	@Test
	void refusedCsrIsLoggedWithTheProvedName(CapturedOutput log) throws Exception {
		Workload backend = ca.workload("greedy");
		Map<String, Object> greedy = Workload.csr(Csrs.withSubject("CN=identity-ca"));
		assertProblem(backend.postAttested(backend.register().bearer(), greedy), 403, "csr-id-mismatch");
		assertThat(log).contains(
				"event=svid-refused reason=csr-id-mismatch claimed=" + TestSettings.workload("greedy") + " detail=");
	}

	@ParameterizedTest
	@ValueSource(ints = { 70_000, 1_000_000 })
	void bodyOverTheLimitIsRefused(int size) throws Exception {
		Workload backend = ca.workload("verbose");
		Map<String, String> body = Map.of("csr", "A".repeat(size));
		String bearer = backend.register().bearer();
		assertProblem(backend.postAttested(bearer, body), 413, "request-too-large");
		backend.obtain(() -> bearer);
		assertProblem(backend.postMutually("/v1/svid", body), 413, "request-too-large");
	}

	@Test
	void bodyThatHidesItsSizeIsRefusedWhenItPassesTheLimit() throws Exception {
		HttpRequest endless = HttpRequest.newBuilder(ca.attestationUrl().resolve("/v1/svid"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers
				.fromPublisher(HttpRequest.BodyPublishers.ofString("{\"csr\":\"" + "A".repeat(1_000_000) + "\"}")))
			.build();
		try (HttpClient client = ca.workload("verbose").anonymousClient()) {
			assertProblem(client.send(endless, BodyHandlers.ofString()), 413, "request-too-large");
		}
	}

	@Test
	void csrOverTheLimitIsRefused() throws Exception {
		Workload backend = ca.workload("lengthy");
		assertProblem(backend.postAttested(backend.register().bearer(), Workload.csr(new byte[8193])), 413,
				"csr-too-large");
		assertProblem(backend.postAttested(backend.register().bearer(), Workload.csr(new byte[30_000])), 413,
				"csr-too-large");
	}

	@Test
	void metricsCountWhatWasIssuedAndDenied() throws Exception {
		Workload counted = ca.workload("counted");
		double denied = metric("identity_ca_denials_total{reason=\"document-unrecognized\"}");
		double issued = metric("identity_ca_issued_total{attestor=\"workload-key\",kind=\"attested\"}");
		counted.obtain(counted.register());
		double renewed = metric("identity_ca_issued_total{attestor=\"workload-key\",kind=\"renewed\"}");
		counted.renew();
		assertProblem(counted.postAttested("garbage", Workload.csr()), 401, "document-unrecognized");
		assertThat(metric("identity_ca_denials_total{reason=\"document-unrecognized\"}")).isEqualTo(denied + 1);
		assertThat(metric("identity_ca_issued_total{attestor=\"workload-key\",kind=\"attested\"}"))
			.isEqualTo(issued + 1);
		assertThat(metric("identity_ca_issued_total{attestor=\"workload-key\",kind=\"renewed\"}"))
			.isEqualTo(renewed + 1);
		assertThat(metric("identity_ca_issuance_seconds_count{kind=\"renewed\"}")).isGreaterThan(renewed);
	}

	@Test
	void bundleIsServedToAnybodyAsItWasWritten() throws Exception {
		HttpResponse<String> answer = ca.workload("anybody").getAnonymously("/v1/bundle");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(SpiffeBundleFormat.parse(TestSettings.DOMAIN, answer.body()))
			.isEqualTo(new TrustBundleFile(TestSettings.DOMAIN, ca.trustBundle()).read());
		JsonNode json = Workload.json(answer);
		assertThat(json.get("spiffe_refresh_hint").asInt()).isEqualTo(300);
		assertThat(json.get("keys").get(0).get("use").asString()).isEqualTo("x509-svid");
		assertThat(json.get("keys").get(0).has("kid")).isFalse();
	}

	@Test
	void bundleMapIsServedOnBothPortsAndOnlyOnceToWhoKnowsIt() throws Exception {
		Workload backend = ca.workload("map-reader");
		backend.obtain(backend.register());
		HttpResponse<String> anonymous = backend.getAnonymously("/v1/bundles");
		assertThat(SpiffeBundleMap.parse(anonymous.body())).containsOnlyKeys(TestSettings.DOMAIN)
			.containsValue(new TrustBundleFile(TestSettings.DOMAIN, ca.trustBundle()).read());
		String tag = anonymous.headers().firstValue("ETag").orElseThrow();
		HttpRequest.Builder again = HttpRequest.newBuilder(ca.url().resolve("/v1/bundles"));
		try (HttpClient client = backend.mutualClient()) {
			assertThat(client.send(again.build(), BodyHandlers.ofString()).body()).isEqualTo(anonymous.body());
			HttpResponse<String> known = client.send(again.header("If-None-Match", tag).build(),
					BodyHandlers.ofString());
			assertThat(known.statusCode()).isEqualTo(304);
			assertThat(known.body()).isEmpty();
		}
	}

	@Test
	void readinessTellsTheCasOwnSvid() throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(ca.managementPort()));
			HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains(TestSettings.CA.toString());
		}
	}

	private static double metric(String series) throws Exception {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(ca.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
				.body()
				.lines()
				.filter((line) -> line.startsWith(series))
				.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
				.findFirst()
				.orElse(0);
		}
	}

	private static Workload operator() throws Exception {
		Workload operator = ca.workload("operator");
		operator.obtain(operator.register());
		return operator;
	}

	private static String joinToken(String serviceAccount) throws Exception {
		HttpResponse<String> answer = operator().postMutually("/v1/admin/join-tokens",
				Map.of("serviceAccount", serviceAccount, "ttlSeconds", 60));
		assertThat(answer.statusCode()).isEqualTo(201);
		assertThat(Workload.json(answer).get("spiffeId").asString())
			.isEqualTo(TestSettings.workload(serviceAccount).toString());
		return Workload.json(answer).get("token").asString();
	}

	private static void publish(Workload workload, TestCa other) {
		try {
			workload.source().publish(other.svid("backend-api").svid(), other.bundle());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertField(Workload operator, Map<String, ?> body, String field) throws Exception {
		HttpResponse<String> answer = operator.postMutually("/v1/admin/join-tokens", body);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(Workload.json(answer).get("field").asString()).isEqualTo(field);
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String reason) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(Workload.json(answer).get("reason").asString()).isEqualTo(reason);
	}

}
