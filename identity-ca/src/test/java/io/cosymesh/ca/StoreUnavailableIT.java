package io.cosymesh.ca;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.issuance.WorkloadKeyDocument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class StoreUnavailableIT {

	@TempDir
	private Path home;

	@Test
	void withoutItsDatabaseTheCaRefusesUntilItIsBack(CapturedOutput log) throws Exception {
		int port = RunningCa.freePort();
		Path data = this.home.resolve("data");
		PostgresServer database = PostgresServer.start(data, port);
		Path kek = ReplicasIT.keyEncryptionKey(this.home);
		try (RunningCa ca = RunningCa.start(this.home, "spring.datasource.url=" + database.newDatabase(),
				"spring.datasource.hikari.connection-timeout=2000",
				"cosymesh.ca.authority.key-encryption-key=" + kek)) {
			Workload backend = ca.workload("backend-api");
			WorkloadKeyDocument document = backend.register();
			backend.obtain(document);
			assertThat(readiness(ca).statusCode()).isEqualTo(200);
			database.close();
			assertUnavailable(backend.postAttested(document.bearer(), Workload.csr()));
			assertUnavailable(backend.postMutually("/v1/svid", Workload.csr()));
			assertThat(log).contains("event=refused reason=store-unavailable method=POST path=/v1/svid");
			assertThat(readiness(ca).statusCode()).isEqualTo(503);
			assertThat(readiness(ca).body()).contains("store-unavailable");
			try (PostgresServer _ = PostgresServer.start(data, port)) {
				await().atMost(Duration.ofSeconds(20))
					.until(() -> backend.postMutually("/v1/svid", Workload.csr()).statusCode() == 200);
				assertThat(readiness(ca).statusCode()).isEqualTo(200);
			}
		}
	}

	private static void assertUnavailable(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
		assertThat(Workload.json(answer).get("reason").asString()).isEqualTo("store-unavailable");
	}

	private static HttpResponse<String> readiness(RunningCa ca) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(ca.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
		}
	}

}
