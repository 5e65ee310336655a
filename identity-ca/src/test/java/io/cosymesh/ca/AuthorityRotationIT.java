package io.cosymesh.ca;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AuthorityRotationIT {

	@TempDir
	private Path home;

	@Test
	void rootAndIntermediateRotateTwiceWhileEverybodyVerifiesEverybody(CapturedOutput log) throws Exception {
		try (RunningCa ca = RunningCa.start(this.home, "cosymesh.ca.svid-ttl=1m",
				"cosymesh.ca.bundle-refresh-hint=3s")) {
			Workload operator = ca.workload("operator");
			WorkloadKeyDocument document = operator.register();
			Workload backend = ca.workload("backend-api");
			SvidSnapshot first = backend.obtain(backend.register());
			X509Certificate oldest = onlyRoot(bundle(ca));
			for (int generation = 0; generation < 2; generation++) {
				operator.obtain(document);
				rotateIntermediate(operator, backend);
				rotateRoot(ca, operator, backend);
				operator.obtain(document);
				retireOldRoot(ca, operator, backend);
			}
			assertThat(bundle(ca).authorities()).hasSize(1).doesNotContain(oldest);
			assertThat(onlyRoot(bundle(ca))).isNotEqualTo(oldest);
			assertThat(SpiffeBundleFormat.parse(TestSettings.DOMAIN, backend.getAnonymously("/v1/bundle").body()))
				.isEqualTo(bundle(ca));
			assertThat(first.serial()).isNotEqualTo(backend.renew().serial());
			assertThat(log).contains("event=authority-activated")
				.contains("kind=root")
				.contains("operator=" + TestSettings.workload("operator"));
			metricsTellTheAnchors(ca);
		}
	}

	@Test
	void authoritiesAreForOperatorsAlone() throws Exception {
		try (RunningCa ca = RunningCa.start(this.home)) {
			Workload backend = ca.workload("backend-api");
			backend.obtain(backend.register());
			assertThat(get(backend, ca, "/v1/admin/authorities").statusCode()).isEqualTo(403);
			assertThat(backend.postMutually("/v1/admin/authorities/root", Map.of()).statusCode()).isEqualTo(403);
			Workload operator = ca.workload("operator");
			operator.obtain(operator.register());
			HttpResponse<String> kind = operator.postMutually("/v1/admin/authorities/leaf", Map.of());
			assertThat(kind.statusCode()).isEqualTo(400);
			assertThat(Workload.json(kind).path("field").asString()).isEqualTo("kind");
			assertRefused(operator.postMutually("/v1/admin/authorities/00000000/taint", Map.of()), 404,
					"authority-not-found");
		}
	}

	// Leaves of before and after verify with bundles of before and after.
	private void rotateIntermediate(Workload operator, Workload backend) throws Exception {
		SvidSnapshot before = backend.renew();
		JsonNode prepared = done(operator.postMutually("/v1/admin/authorities/intermediate", Map.of()), 201);
		done(operator.postMutually(path(prepared, "activate"), Map.of()), 200);
		SvidSnapshot after = backend.renew();
		assertThat(after.svid().getChain().get(1)).isNotEqualTo(before.svid().getChain().get(1));
		assertThat(backend.getAnonymously("/v1/bundle").statusCode()).isEqualTo(200);
		verify(after, before.bundle());
		verify(before, after.bundle());
	}

	private void rotateRoot(RunningCa ca, Workload operator, Workload backend) throws Exception {
		SvidSnapshot before = backend.renew();
		X509Certificate old = onlyRoot(bundle(ca));
		JsonNode prepared = done(operator.postMutually("/v1/admin/authorities/root", Map.of()), 201);
		assertThat(bundle(ca).authorities()).hasSize(2);
		assertThat(bundle(ca).sequence()).isGreaterThan(before.bundle().sequence());
		TrustBundle published = bundle(ca);
		assertThat(backend.renew().bundle()).as("what a workload hears").isEqualTo(published);
		HttpResponse<String> early = operator.postMutually(path(prepared, "activate"), Map.of());
		assertRefused(early, 409, "authority-not-known-yet");
		assertThat(early.headers().firstValue("Retry-After")).isPresent();
		Awaitility.await()
			.atMost(Duration.ofSeconds(40))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> operator.postMutually(path(prepared, "activate"), Map.of()).statusCode() == 200);
		SvidSnapshot after = backend.renew();
		assertThat(rootOf(after, bundle(ca))).isNotEqualTo(old);
		verify(after, published);
		verify(before, after.bundle());
		assertThat(backend.renew()).as("both ends present leaves of the new root").isNotNull();
	}

	private void retireOldRoot(RunningCa ca, Workload operator, Workload backend) throws Exception {
		JsonNode old = authority(get(operator, ca, "/v1/admin/authorities"), "root", "old");
		done(operator.postMutually(path(old, "taint"), Map.of()), 200);
		assertThat(bundle(ca).distrust().tainted()).containsExactly(old.path("fingerprint").asString());
		HttpResponse<String> used = operator.postMutually(path(old, "revoke"), Map.of());
		assertRefused(used, 409, "authority-in-use");
		assertThat(Instant.parse(Workload.json(used).path("possibleFrom").asString())).isAfter(Instant.EPOCH);
		done(operator.postMutually(path(old, "revoke") + "?force=true", Map.of()), 200);
		assertThat(bundle(ca).authorities()).hasSize(1);
		verify(backend.renew(), bundle(ca));
	}

	private static void metricsTellTheAnchors(RunningCa ca) {
		assertThat(ca.meters().get("trust.anchor.ttl").gauges()).hasSize(1)
			.allSatisfy((gauge) -> assertThat(gauge.value()).isGreaterThan(Duration.ofDays(3000).toSeconds()));
		assertThat(ca.meters().get("issuer.cert.ttl").gauge().value()).isGreaterThan(Duration.ofDays(300).toSeconds());
		assertThat(ca.meters().get("cosymesh.authorities").tags("kind", "root", "state", "active").gauge().value())
			.isEqualTo(1);
	}

	private static TrustBundle bundle(RunningCa ca) throws Exception {
		return new TrustBundleFile(TestSettings.DOMAIN, ca.trustBundle()).read();
	}

	private static X509Certificate onlyRoot(TrustBundle bundle) {
		assertThat(bundle.authorities()).hasSize(1);
		return bundle.authorities().iterator().next();
	}

	private static X509Certificate rootOf(SvidSnapshot svid, TrustBundle bundle) {
		return bundle.authorities().stream().filter((root) -> {
			try {
				svid.svid().getChain().get(1).verify(root.getPublicKey());
				return true;
			}
			catch (GeneralSecurityException ex) {
				return false;
			}
		}).findFirst().orElseThrow();
	}

	private static void verify(SvidSnapshot svid, TrustBundle bundle) throws Exception {
		ChainOfTrust.verify(List.copyOf(svid.svid().getChain()), bundle, Instant.now());
	}

	private static HttpResponse<String> get(Workload workload, RunningCa ca, String path) throws Exception {
		try (HttpClient client = workload.mutualClient()) {
			return client.send(HttpRequest.newBuilder(ca.url().resolve(path)).build(), BodyHandlers.ofString());
		}
	}

	private static JsonNode authority(HttpResponse<String> listing, String kind, String state) {
		return done(listing, 200).path("authorities")
			.values()
			.stream()
			.filter((authority) -> authority.path("kind").asString().equals(kind)
					&& authority.path("state").asString().equals(state))
			.findFirst()
			.orElseThrow();
	}

	private static String path(JsonNode authority, String verb) {
		return "/v1/admin/authorities/%s/%s".formatted(authority.path("id").asString(), verb);
	}

	private static JsonNode done(HttpResponse<String> answer, int status) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		return Workload.json(answer);
	}

	private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(Workload.json(answer).path("reason").asString()).isEqualTo(reason);
	}

}
