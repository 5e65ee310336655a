package io.cosymesh.mesh.member;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.workloadapi.server.ServedIdentity;
import io.cosymesh.workloadapi.server.WorkloadApiServer;
import io.cosymesh.workloadapi.server.WorkloadApiSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has its SVID from a Workload API talks to one that has it from the
 * CA, and survives what happens to the API.
 */
class WorkloadApiIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final TestCa ca = TestCa.create();

	private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

	private final SvidSource source = new SvidSource(this.ca.name("caller"), InstantSource.system());

	private final AtomicReference<SvidIssuer> issuer = new AtomicReference<>(
			this.ca.issuer("caller", Duration.ofHours(1)));

	private final ServedIdentity identity = new ServedIdentity((csr) -> this.issuer.get().issue(csr), this.source,
			InstantSource.system());

	@TempDir
	Path directory;

	@Test
	void memberWithItsSvidFromAWorkloadApiTalksToOneThatHasItFromTheCa() throws Exception {
		String first = renew();
		WorkloadApiServer api = serve();
		try (Member server = Member.of(this.ca, "echo").rule(0, "callers", "GET /v1/caller", "caller").start();
				Member caller = Member.of(this.ca, "caller")
					.application(CallerApplication.class)
					.fromWorkloadApi(api.address().toString())
					.peer("echo", server.url())
					.start()) {
			Echo echo = caller.bean(Echo.class);
			assertThat(echo.caller().block(SOON)).returns(first, Echo.Caller::serial)
				.returns("spiffe://cosymesh.local/ns/cosymesh/sa/caller", Echo.Caller::id);
			assertRotationArrives(caller);
			assertLossIsSurvived(caller, echo, api);
		}
		finally {
			this.scheduler.shutdownNow();
		}
	}

	private void assertRotationArrives(Member caller) throws Exception {
		String second = renew();
		Awaitility.await().atMost(SOON).until(() -> caller.bean(SvidSource.class).snapshot().serial().equals(second));
		Awaitility.await().atMost(SOON).until(() -> caller.bean(SvidKeeper.class).refreshes() == 2);
	}

	private void assertLossIsSurvived(Member caller, Echo echo, WorkloadApiServer api) throws Exception {
		api.close();
		SvidKeeper keeper = caller.bean(SvidKeeper.class);
		Awaitility.await().atMost(SOON).until(() -> keeper.lastFailure().isPresent());
		assertThat(keeper.lastFailure().orElseThrow()).hasMessageContaining("The Workload API at unix:///");
		assertThat(echo.caller().block(SOON).id()).endsWith("/sa/caller");
		assertThat(readiness(caller)).isEqualTo(200);
		String third = renew();
		try (WorkloadApiServer _ = serve()) {
			Awaitility.await()
				.atMost(SOON)
				.until(() -> caller.bean(SvidSource.class).snapshot().serial().equals(third));
			Awaitility.await().atMost(SOON).until(() -> keeper.lastFailure().isEmpty());
		}
	}

	private static int readiness(Member member) throws Exception {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(member.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
		}
	}

	private WorkloadApiServer serve() throws Exception {
		return WorkloadApiServer.start(WorkloadApiSettings.of(this.directory.resolve("api.sock")), this.identity,
				(audience, ttl) -> {
					throw IssuanceException.passing("no JWT-SVIDs here", null);
				}, this.scheduler, new Random());
	}

	private String renew() throws Exception {
		FreshKey key = FreshKey.generate();
		IssuedSvid issued = this.identity.issue(key.csrDer());
		return this.source.publish(key.svid(issued.chain()), issued.bundle()).serial();
	}

}
