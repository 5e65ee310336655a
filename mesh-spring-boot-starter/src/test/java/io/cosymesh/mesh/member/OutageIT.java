package io.cosymesh.mesh.member;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class OutageIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	// Attempts are five seconds apart at most; the rest is for a busy machine.
	private static final Duration HEALING = Duration.ofSeconds(12);

	private static final Duration LIFETIME = Duration.ofSeconds(20);

	// What was asked before the end must be answered before the SVID expires.
	private static final Duration RESERVE = Duration.ofSeconds(6);

	private static final int AT_ONCE = 4;

	private final AtomicBoolean caIsDown = new AtomicBoolean();

	private final TestCa ca = TestCa.create();

	@Test
	void callsWorkWhileTheCaIsAwayFailClosedPastExpiryAndHealByThemselves(CapturedOutput output) throws Exception {
		try (Member server = Member.of(this.ca, "echo").rule(0, "callers", "GET /v1/caller", "caller").start();
				Member caller = caller(server)) {
			Echo echo = caller.bean(Echo.class);
			this.caIsDown.set(true);
			Instant expiry = caller.bean(SvidSource.class).snapshot().notAfter();
			assertThat(failuresUntil(expiry.minus(RESERVE), echo)).isEmpty();
			await().atMost(SOON).untilAsserted(() -> assertThat(output).contains("event=svid-expired"));
			assertThatExceptionOfType(PeerException.OwnIdentityExpired.class)
				.isThrownBy(() -> echo.caller().block(SOON));
			assertThat(readiness(caller)).satisfies((readiness) -> {
				assertThat(readiness.statusCode()).isEqualTo(503);
				assertThat(readiness.body()).contains("\"state\":\"expired\"")
					.contains("\"reason\":\"the CA is away\"")
					.contains("\"nextAttempt\"");
			});
			assertThat(output).contains("effect=\"all calls fail\" reason=\"the CA is away\"");
			this.caIsDown.set(false);
			await().atMost(HEALING)
				.ignoreExceptionsInstanceOf(PeerException.class)
				.untilAsserted(() -> assertThat(echo.caller().block(SOON)).isNotNull());
			await().atMost(SOON).untilAsserted(() -> assertThat(output).contains("event=svid-recovered"));
			assertThat(readiness(caller).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void serverWhoseSvidHasExpiredIsTrustedByNobodyUntilItHeals() {
		try (Member server = Member.of(this.ca, "echo")
			.lifetime(Duration.ofSeconds(4))
			.issuing(this::whileUp)
			.rule(0, "callers", "GET /v1/caller", "caller")
			.start();
				Member caller = Member.of(this.ca, "caller")
					.application(CallerApplication.class)
					.peer("echo", server.url())
					.start()) {
			Echo echo = caller.bean(Echo.class);
			this.caIsDown.set(true);
			SvidSource source = server.bean(SvidSource.class);
			// One that was on its way when the CA went may still arrive.
			await().atMost(SOON)
				.until(() -> InstantSource.system().instant().isAfter(source.snapshot().notAfter().plusSeconds(1)));
			assertThatExceptionOfType(PeerException.Broken.class).isThrownBy(() -> echo.caller().block(SOON));
			this.caIsDown.set(false);
			await().atMost(HEALING)
				.ignoreExceptionsInstanceOf(PeerException.class)
				.untilAsserted(() -> assertThat(echo.caller().block(SOON)).isNotNull());
		}
	}

	private static Queue<Throwable> failuresUntil(Instant end, Echo echo) {
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		Flux.interval(Duration.ofMillis(50))
			.take(Duration.between(InstantSource.system().instant(), end))
			.onBackpressureDrop()
			.flatMap((_) -> echo.caller().onErrorResume((error) -> {
				failures.add(error);
				return Mono.empty();
			}), AT_ONCE)
			.then()
			.block(Duration.ofSeconds(60));
		return failures;
	}

	private Member caller(Member server) {
		return Member.of(this.ca, "caller")
			.application(CallerApplication.class)
			.lifetime(LIFETIME)
			.issuing(this::whileUp)
			.peer("echo", server.url())
			.start();
	}

	private SvidIssuer whileUp(SvidIssuer issuer) {
		return (csr) -> {
			if (this.caIsDown.get()) {
				throw IssuanceException.passing("the CA is away", null);
			}
			return issuer.issue(csr);
		};
	}

	private static HttpResponse<String> readiness(Member member) throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(member.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
	}

}
