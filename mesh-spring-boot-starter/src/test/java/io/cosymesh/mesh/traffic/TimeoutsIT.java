package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.member.Member;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeoutsIT {

	private static final TestCa CA = TestCa.create();

	private static final String NO_RETRIES = "cosymesh.peers.replica.retries.max=0";

	private static final String PEER = "cosymesh.peers.replica.";

	private final Replica replica = Replica.start(CA);

	// What is measured here is no first request, which takes its time on a busy machine.
	@BeforeEach
	void warmUp() {
		try (Caller caller = caller("timeout=20s")) {
			caller.get("/v1/answer").block(Caller.PATIENCE);
		}
	}

	@AfterEach
	void stop() {
		this.replica.control().finishStream();
		this.replica.close();
	}

	@Test
	void answerThatDoesNotBeginInTimeIsGivenUpOnBothSides() {
		this.replica.control().slowDown(Caller.PATIENCE);
		try (Caller caller = caller("timeout=2s")) {
			assertTimesOut(caller.get("/v1/answer"));
			Awaitility.await().until(() -> this.replica.control().cancelled() == 1);
			assertThat(timeouts(caller, "first_byte")).isEqualTo(1);
		}
	}

	@Test
	void peerThatTakesNothingOfTheRequestIsGivenUp() {
		try (Caller caller = caller("timeout=2s")) {
			assertTimesOut(caller.postTo("/v1/frozen", "a".repeat(1_000_000)));
			assertThat(timeouts(caller, "first_byte")).isEqualTo(1);
		}
	}

	@Test
	void routeHasItsOwnTimes() {
		this.replica.control().slowDown(Duration.ofSeconds(1));
		try (Caller caller = caller("timeout=100ms", PEER + "routes[0].route=GET /v1/answer",
				PEER + "routes[0].timeout=20s")) {
			assertThat(caller.get("/v1/answer").block(Caller.PATIENCE)).isEqualTo("done");
		}
	}

	@Test
	void answerThatPausesTooLongIsGivenUpOnBothSides() {
		try (Caller caller = caller("idle-timeout=1s")) {
			assertTimesOut(caller.stream().then());
			Awaitility.await().until(() -> this.replica.control().cancelled() == 1);
			assertThat(timeouts(caller, "idle")).isEqualTo(1);
		}
	}

	@Test
	void listenerMayPauseAsLongAsItLikes() {
		try (Caller caller = caller("idle-timeout=1s")) {
			Slow listener = new Slow();
			caller.stream().subscribe(listener);
			Awaitility.await().until(() -> listener.heard.equals("first"));
			this.replica.control().finishStream();
			// Three times as long as the answer itself may pause.
			Awaitility.await()
				.during(Duration.ofSeconds(3))
				.atMost(Caller.PATIENCE)
				.until(() -> listener.failure.isEmpty());
			listener.request(Long.MAX_VALUE);
			Awaitility.await().until(() -> listener.heard.equals("firstsecond"));
			assertThat(listener.failure).isEmpty();
		}
	}

	@Test
	void callEndsWithItsTotalTimeThoughTheAnswerGoesOn() {
		try (Caller caller = caller("total-timeout=3s")) {
			assertTimesOut(caller.stream().then());
			Awaitility.await().until(() -> this.replica.control().cancelled() == 1);
			assertThat(timeouts(caller, "total")).isEqualTo(1);
		}
	}

	@Test
	void nobodyBehindWorksLongerThanTheFirstCallerWaits() {
		try (Member middle = Member.of(CA, "middle")
			.application(Middle.class)
			.peer("replica", "https://localhost:" + this.replica.port())
			.rule(0, "callers", "GET /v1/**", "caller")
			.start();
				Caller caller = Caller.of(Member.of(CA, "caller")
					.peer("middle", middle.url())
					.with("cosymesh.peers.middle.total-timeout=5s"), "middle")) {
			assertThat(caller.get("/v1/onward").block(Caller.PATIENCE)).isEqualTo("done");
			this.replica.control().slowDown(Caller.PATIENCE);
			assertThatThrownBy(() -> caller.get("/v1/onward").block(Caller.PATIENCE)).isInstanceOf(PeerException.class);
			Awaitility.await().until(() -> this.replica.control().cancelled() == 1);
			assertThat(this.replica.control().deadline().map(Integer::parseInt).orElseThrow()).isBetween(1, 5000);
		}
	}

	@Test
	void callWithoutALimitHasNoDeadline() {
		try (Caller caller = caller("timeout=20s")) {
			assertThat(caller.get("/v1/answer").block(Caller.PATIENCE)).isEqualTo("done");
			assertThat(this.replica.control().deadline()).isEqualTo(Optional.empty());
		}
	}

	private Caller caller(String... limits) {
		String[] properties = Arrays.copyOf(limits, limits.length + 1);
		properties[0] = PEER + limits[0];
		properties[limits.length] = NO_RETRIES;
		return Caller.of(CA, this.replica.address(), properties);
	}

	private static void assertTimesOut(Mono<?> call) {
		assertThatThrownBy(() -> call.block(Caller.PATIENCE))
			.satisfies((error) -> assertThat(PeerException.in(error)).containsInstanceOf(PeerException.TimedOut.class));
	}

	private static double timeouts(Caller caller, String kind) {
		return caller.count("outbound.http.timeouts", "peer", "replica", "kind", kind);
	}

	/** Asks for one piece, and for more when it is told to. */
	private static final class Slow extends BaseSubscriber<String> {

		private volatile String heard = "";

		private volatile Optional<Throwable> failure = Optional.empty();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			request(1);
		}

		@Override
		protected void hookOnNext(String piece) {
			this.heard += piece;
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.failure = Optional.of(error);
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Onward.class)
	static class Middle {

	}

	/** Asks the replica in its turn. */
	@RestController
	static class Onward {

		private final PeerClients peers;

		Onward(PeerClients peers) {
			this.peers = peers;
		}

		@GetMapping("/v1/onward")
		Mono<String> onward() {
			return this.peers.webClient("replica").get().uri("/v1/answer").retrieve().bodyToMono(String.class);
		}

	}

}
