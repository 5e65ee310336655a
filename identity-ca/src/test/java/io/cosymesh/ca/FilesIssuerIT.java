package io.cosymesh.ca;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.authority.UpstreamCa;
import io.cosymesh.ca.authority.files.IssuerDirectory;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A running CA whose mounted issuer rotates.
 */
@ExtendWith(OutputCaptureExtension.class)
class FilesIssuerIT {

	@TempDir
	private Path home;

	private IssuerDirectory mounted;

	private UpstreamCa first;

	private RunningCa ca;

	@BeforeEach
	void start() {
		this.mounted = new IssuerDirectory(this.home.resolve("issuer"));
		this.first = UpstreamCa.root(Instant.now()).intermediate(Instant.now());
		this.mounted.write(this.first);
		this.ca = RunningCa.start(this.home, "cosymesh.ca.issuer=files",
				"cosymesh.ca.files.directory=" + this.mounted.path(), "cosymesh.ca.files.reload-interval=200ms",
				"cosymesh.ca.files.publish-ahead=8s");
	}

	@AfterEach
	void stop() {
		this.ca.close();
	}

	@Test
	void intermediateAndRootRotateUnderRunningWorkloads(CapturedOutput log) throws Exception {
		Workload stays = this.ca.workload("stays");
		SvidSnapshot old = stays.obtain(stays.register());
		Workload sleeps = this.ca.workload("sleeps");
		sleeps.obtain(sleeps.register());
		assertThat(intermediate(old)).isEqualTo(this.first.certificate());

		UpstreamCa second = this.first.issuer().orElseThrow().intermediate(Instant.now());
		this.mounted.write(second);
		await().untilAsserted(() -> assertThat(intermediate(stays.renew())).isEqualTo(second.certificate()));

		UpstreamCa third = UpstreamCa.root(Instant.now()).intermediate(Instant.now());
		this.mounted.write(third);
		await().untilAsserted(
				() -> assertThat(published().authorities()).containsExactlyInAnyOrder(this.first.top(), third.top()));
		// Nobody can know the new root yet, so nothing hangs on it.
		assertThat(intermediate(stays.renew())).isEqualTo(second.certificate());
		await().atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(500))
			.untilAsserted(() -> assertThat(intermediate(stays.renew())).isEqualTo(third.certificate()));

		// Who slept meanwhile knows the old bundle alone, and renews below the old root.
		assertThat(intermediate(sleeps.renew())).isEqualTo(third.certificate());
		assertThat(published().authorities()).contains(this.first.top());
		assertThat(log).contains("event=issuer-update-waiting").doesNotContain("issuer-update-refused");
	}

	@Test
	void badFilesAreRefusedAndShownWhileTheOldOnesSign(CapturedOutput log) throws Exception {
		Workload backend = this.ca.workload("backend-api");
		backend.obtain(backend.register());
		UpstreamCa next = this.first.issuer().orElseThrow().intermediate(Instant.now());
		this.mounted.write(next.chainPem(), this.first.keyPem(), next.rootPem());
		await().untilAsserted(() -> assertThat(log).contains("event=issuer-update-refused"));
		assertThat(log).contains("reason=key-mismatch");
		assertThat(intermediate(backend.renew())).isEqualTo(this.first.certificate());
		assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(200);
		assertThat(management("/actuator/prometheus").body()).contains("issuer_reloads_total{")
			.containsPattern("issuer_reloads_total\\{[^}]*result=\"refused\"[^}]*} 1.0");
	}

	@Test
	void restartWithAnotherRootKeepsTheOldOnePublished() throws Exception {
		UpstreamCa next = UpstreamCa.root(Instant.now()).intermediate(Instant.now());
		this.ca.close();
		this.mounted.write(next);
		start(next);
		assertThat(published().authorities()).containsExactlyInAnyOrder(this.first.top(), next.top());
		Workload backend = this.ca.workload("backend-api");
		assertThat(intermediate(backend.obtain(backend.register()))).isEqualTo(next.certificate());
	}

	private void start(UpstreamCa issuer) {
		this.mounted.write(issuer);
		this.ca = RunningCa.start(this.home, "cosymesh.ca.issuer=files",
				"cosymesh.ca.files.directory=" + this.mounted.path());
	}

	private TrustBundle published() throws Exception {
		return new TrustBundleFile(TestSettings.DOMAIN, this.ca.trustBundle()).read();
	}

	private HttpResponse<String> management(String path) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
			URI uri = URI.create("http://localhost:%d%s".formatted(this.ca.managementPort(), path));
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
		}
	}

	private static X509Certificate intermediate(SvidSnapshot svid) {
		return svid.svid().getChain().get(1);
	}

}
