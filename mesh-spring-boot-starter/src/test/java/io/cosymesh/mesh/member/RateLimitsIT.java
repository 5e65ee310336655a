package io.cosymesh.mesh.member;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.audit.DecidedRequest;
import io.cosymesh.mesh.audit.DecisionFeed;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.policy.Decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RateLimitsIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final TestCa CA = TestCa.create();

	private Member server;

	private Member greedy;

	private Member modest;

	@AfterEach
	void stopMembers() {
		this.modest.close();
		this.greedy.close();
		this.server.close();
	}

	@ParameterizedTest(name = "http2={0}")
	@ValueSource(booleans = { true, false })
	void greedyPeerIsToldToWaitWhileAnotherIsServed(boolean http2) {
		start(http2, "cosymesh.limits.per-peer.per-second=1", "cosymesh.limits.per-peer.burst=3");
		List<Answer> answers = flood(this.greedy, "/v1/caller", 30);
		assertThat(answers).extracting(Answer::status).containsOnly(200, 429);
		assertThat(answers).filteredOn((answer) -> answer.status() == 429).allSatisfy((answer) -> {
			assertThat(answer.retryAfter()).isEqualTo("1");
			assertThat(answer.body()).contains("urn:cosymesh:problem:rate-limited", "\"scope\":\"peer\"");
		});
		assertThat(flood(this.modest, "/v1/caller", 3)).extracting(Answer::status).containsOnly(200);
		assertThat(refused("peer")).isEqualTo(answers.stream().filter((answer) -> answer.status() == 429).count());
	}

	@ParameterizedTest(name = "http2={0}")
	@ValueSource(booleans = { true, false })
	void whatIsDeniedStaysDeniedAndCountsForNobody(boolean http2) {
		start(http2, "cosymesh.limits.total.per-second=1", "cosymesh.limits.total.burst=2",
				"cosymesh.limits.per-peer.per-second=1", "cosymesh.limits.per-peer.burst=2");
		assertThat(flood(this.greedy, "/v1/denied", 30)).extracting(Answer::status).containsOnly(403);
		assertThat(flood(this.greedy, "/v1/caller", 2)).extracting(Answer::status).containsOnly(200);
		assertThat(flood(this.modest, "/v1/caller", 30)).extracting(Answer::status).contains(429);
		assertThat(refused("total")).isPositive();
	}

	@Test
	void whatALimitRefusesIsRecordedLikeADecision() {
		start(true, "cosymesh.limits.overrides.greedy.per-second=1", "cosymesh.limits.overrides.greedy.burst=1");
		Queue<DecidedRequest> seen = new ConcurrentLinkedQueue<>();
		Disposable watching = this.server.bean(DecisionFeed.class).watch().subscribe(seen::add);
		List<Answer> answers = flood(this.greedy, "/v1/caller", 10);
		long refused = answers.stream().filter((answer) -> answer.status() == 429).count();
		assertThat(refused).isPositive();
		await().untilAsserted(() -> assertThat(seen).hasSize(10));
		watching.dispose();
		assertThat(seen).filteredOn((request) -> request.decision().outcome().equals("rate-limited"))
			.hasSize((int) refused)
			.allSatisfy((request) -> {
				assertThat(request.peerSerial()).isNotBlank();
				assertThat(request.decision().rule()).isEqualTo("callers");
				assertThat(request.decision().reason()).contains(Decision.Reason.OVERRIDE_LIMIT);
			});
	}

	private void start(boolean http2, String... limits) {
		Member.Builder builder = Member.of(CA, "echo").rule(0, "callers", "GET /v1/caller", "greedy,modest");
		this.server = (http2 ? builder : builder.withoutHttp2()).with(limits).start();
		this.greedy = Member.of(CA, "greedy").peer("echo", this.server.url()).start();
		this.modest = Member.of(CA, "modest").peer("echo", this.server.url()).start();
	}

	private static List<Answer> flood(Member caller, String path, int requests) {
		return Flux.range(0, requests).flatMap((request) -> get(caller, path)).collectList().block(SOON);
	}

	private static Mono<Answer> get(Member caller, String path) {
		return caller.bean(PeerClients.class)
			.httpClient("echo")
			.get()
			.uri(path)
			.responseSingle((response, body) -> body.asString()
				.map((text) -> new Answer(response.status().code(), response.responseHeaders().get("Retry-After"),
						text)));
	}

	private double refused(String scope) {
		return this.server.bean(MeterRegistry.class)
			.get("inbound.http.local.ratelimit")
			.tag("ratelimit_scope", scope)
			.counter()
			.count();
	}

	private record Answer(int status, String retryAfter, String body) {
	}

}
