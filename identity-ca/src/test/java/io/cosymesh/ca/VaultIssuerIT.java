package io.cosymesh.ca;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.ca.authority.vault.VaultFixture;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A running CA whose keys are in a Vault.
 */
@ExtendWith(OutputCaptureExtension.class)
class VaultIssuerIT {

	@TempDir
	private Path home;

	private VaultFixture vault;

	@BeforeEach
	void startVault() throws Exception {
		this.vault = new VaultFixture(Files.createDirectory(this.home.resolve("vault")));
	}

	@AfterEach
	void stopVault() {
		this.vault.close();
	}

	@Test
	void sealedVaultMeans503AndReadinessTells(CapturedOutput log) throws Exception {
		try (RunningCa ca = start()) {
			Workload backend = ca.workload("backend-api");
			WorkloadKeyDocument document = backend.register();
			SvidSnapshot svid = backend.obtain(document);
			assertThat(svid.bundle().authorities()).containsExactly(this.vault.rootOf(this.vault.defaultIssuer()));
			assertThat(readiness(ca)).isEqualTo(200);

			this.vault.seal(true);
			HttpResponse<String> answer = backend.postMutually("/v1/svid", Workload.csr());
			assertThat(answer.statusCode()).isEqualTo(503);
			assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
			assertThat(Workload.json(answer).get("reason").asString()).isEqualTo("issuer-unavailable");
			assertThat(answer.body()).doesNotContain("sealed", "vault", "localhost:" + this.vault.uri().getPort());
			assertThat(readiness(ca)).isEqualTo(503);
			assertThat(log).contains("event=issuer-unavailable").contains("reason=vault-sealed");

			this.vault.seal(false);
			await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(readiness(ca)).isEqualTo(200));
			assertThat(backend.renew().serial()).isNotEqualTo(svid.serial());
		}
	}

	@Test
	void sealedVaultCostsNobodyTheirJoinToken() throws Exception {
		try (RunningCa ca = start()) {
			Workload operator = ca.workload("operator");
			operator.obtain(operator.register());
			String token = Workload
				.json(operator.postMutually("/v1/admin/join-tokens", Map.of("serviceAccount", "by-hand")))
				.get("token")
				.asString();
			Workload byHand = ca.workload("by-hand");
			this.vault.seal(true);
			assertThat(byHand.postAttested(token, Workload.csr()).statusCode()).isEqualTo(503);
			this.vault.seal(false);
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(
						() -> assertThat(byHand.postAttested(token, Workload.csr()).statusCode()).isEqualTo(200));
			assertThat(Workload.json(byHand.postAttested(token, Workload.csr())).get("reason").asString())
				.isEqualTo("join-token-used");
		}
	}

	@Test
	void missingSettingsAreNamed(CapturedOutput log) {
		assertThatThrownBy(() -> RunningCa.start(this.home, "cosymesh.ca.issuer=vault")).isNotNull();
		assertThat(log).contains("must be the https address of Vault").contains("auth.method is token");
	}

	@Test
	void vaultThatRefusesTheLoginStopsTheStart(CapturedOutput log) throws Exception {
		Files.writeString(this.vault.home().resolve("secret-id"), "wrong");
		assertThatThrownBy(this::start).isNotNull();
		assertThat(log).contains("APPLICATION FAILED TO START")
			.contains("(login-refused)")
			.contains("Check cosymesh.ca.vault.auth")
			.doesNotContain("wrong\"");
	}

	private RunningCa start() {
		Path files = this.vault.home();
		return RunningCa.start(this.home, "cosymesh.ca.issuer=vault", "cosymesh.ca.vault.uri=" + this.vault.uri(),
				"cosymesh.ca.vault.ca-file=" + files.resolve("ca.pem"), "cosymesh.ca.vault.role=identity-ca",
				"cosymesh.ca.vault.refresh-interval=500ms", "cosymesh.ca.vault.start-timeout=5s",
				"cosymesh.ca.vault.auth.method=app-role",
				"cosymesh.ca.vault.auth.role-id-file=" + files.resolve("role-id"),
				"cosymesh.ca.vault.auth.secret-id-file=" + files.resolve("secret-id"));
	}

	private static int readiness(RunningCa ca) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI.create("http://localhost:%d/actuator/health/readiness".formatted(ca.managementPort()));
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode();
		}
	}

}
