package io.cosymesh.mesh.member;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RotationIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Test
	void requestsNeverFailWhileBothSidesRotate() {
		TestCa ca = TestCa.create();
		Duration lifetime = Duration.ofSeconds(12);
		try (Member server = server(ca).lifetime(lifetime).start();
				Member caller = caller(ca, server).lifetime(lifetime).start()) {
			Echo echo = caller.bean(Echo.class);
			Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
			Set<String> serials = new HashSet<>(Flux.interval(Duration.ofMillis(20))
				.take(Duration.ofSeconds(21))
				.onBackpressureDrop()
				.flatMap((_) -> echo.caller().onErrorResume((error) -> {
					failures.add(error);
					return Mono.empty();
				}), 8)
				.map(Echo.Caller::serial)
				.collectList()
				.block(Duration.ofSeconds(60)));
			assertThat(failures).isEmpty();
			assertThat(serials).hasSizeGreaterThanOrEqualTo(3);
		}
	}

	@Test
	void requestOnAConnectionWhosePeerHasExpiredIsRefusedAndTheConnectionEnds() {
		MovableClock clock = new MovableClock(Instant.now());
		TestCa ca = TestCa.create();
		try (Member server = server(ca).clock(clock).start(); Member caller = caller(ca, server).start()) {
			Echo echo = caller.bean(Echo.class);
			assertThat(echo.caller().block(SOON)).isNotNull();
			clock.advance(Duration.ofHours(2));
			assertThatExceptionOfType(PeerException.Answered.class).isThrownBy(() -> echo.caller().block(SOON))
				.returns(HttpStatus.UNAUTHORIZED, PeerException.Answered::status)
				.satisfies((refused) -> assertThat(refused.problem().orElseThrow().getType())
					.hasToString("urn:cosymesh:problem:peer-expired"));
			assertThatExceptionOfType(PeerException.Broken.class).isThrownBy(() -> echo.caller().block(SOON));
		}
	}

	@Test
	void streamInFlightOutlivesTheSvidItStartedWith() {
		TestCa ca = TestCa.create();
		Duration lifetime = Duration.ofSeconds(6);
		try (Member server = server(ca).lifetime(lifetime).start();
				Member caller = caller(ca, server).lifetime(lifetime).start()) {
			Flux<DataBuffer> words = Flux.interval(Duration.ofMillis(250))
				.take(40)
				.map((n) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[] { n.byteValue() }));
			Long bytes = caller.bean(Echo.class)
				.duplex(words)
				.flatMapMany((response) -> response.getBody())
				.map((buffer) -> (long) buffer.readableByteCount())
				.reduce(0L, Long::sum)
				.block(Duration.ofSeconds(60));
			assertThat(bytes).isEqualTo(40);
		}
	}

	@Test
	void http11ServerIsServedByTheSameClient() {
		TestCa ca = TestCa.create();
		try (Member server = server(ca).withoutHttp2().start(); Member caller = caller(ca, server).start()) {
			assertThat(caller.bean(Echo.class).caller().block(SOON).protocol()).isEqualTo("HTTP/1.1");
			String closed = caller.bean(PeerClients.class)
				.httpClient("echo")
				.get()
				.uri("/v1/nothing")
				.responseSingle((response, _) -> Mono.just(response.status().toString()))
				.block(SOON);
			assertThat(closed).startsWith("403");
		}
	}

	private static Member.Builder server(TestCa ca) {
		return Member.of(ca, "echo").rule(0, "callers", "GET /v1/caller,POST /v1/duplex", "caller");
	}

	private static Member.Builder caller(TestCa ca, Member server) {
		return Member.of(ca, "caller").application(CallerApplication.class).peer("echo", server.url());
	}

}
