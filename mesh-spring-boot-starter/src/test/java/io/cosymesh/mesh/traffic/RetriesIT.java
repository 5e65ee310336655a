package io.cosymesh.mesh.traffic;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RetriesIT {

	private static final TestCa CA = TestCa.create();

	private static final String NO_BREAKER = "cosymesh.peers.replica.breaker.failures=100000";

	private final Replica replica = Replica.start(CA);

	private Caller caller;

	@BeforeEach
	void startCaller() {
		this.caller = Caller.of(CA, this.replica.address(), NO_BREAKER);
	}

	@AfterEach
	void stop() {
		this.caller.close();
		this.replica.close();
	}

	@Test
	void attemptsStayWithinTheBudgetWhileEverythingFails() {
		int requests = 2000;
		this.replica.control().answerWith(503);
		long begin = System.nanoTime();
		Long failed = Flux.range(0, requests)
			.flatMap((_) -> this.caller.get("/v1/answer").map((_) -> 0L).onErrorReturn(1L), 16)
			.reduce(0L, Long::sum)
			.block(Duration.ofMinutes(1));
		double seconds = (System.nanoTime() - begin) / 1e9;
		assertThat(failed).isEqualTo(requests);
		assertThat((double) this.replica.control().received()).isGreaterThan(1.1 * requests)
			.isLessThanOrEqualTo(1.2 * requests + 10 * (seconds + 1));
	}

	@Test
	void whatMayBeDoneTwiceIsTriedAgainAndWhatMayNotIsNot() {
		this.replica.control().answerWith(503);
		assertThatThrownBy(() -> this.caller.get("/v1/answer").block(Caller.PATIENCE))
			.isInstanceOf(PeerException.Answered.class);
		assertThat(this.replica.control().received()).isEqualTo(3);
		assertThatThrownBy(() -> this.caller.post("hello").block(Caller.PATIENCE))
			.isInstanceOf(PeerException.Answered.class);
		assertThat(this.replica.control().received()).isEqualTo(4);
	}

	@Test
	void whatWasNeverSentIsTriedElsewhereWhateverItIs() {
		Replica gone = Replica.start(CA);
		gone.close();
		try (Caller both = Caller.of(CA, gone.address() + "," + this.replica.address())) {
			for (int asked = 0; asked < 10; asked++) {
				assertThat(both.post("hello").block(Caller.PATIENCE)).isEqualTo("hello");
				assertThat(both.postPieces(Flux.just("hel", "lo")).block(Caller.PATIENCE)).isEqualTo("hello");
			}
			assertThat(both.count("outbound.http.retry.successes", "peer", "replica")).isGreaterThanOrEqualTo(1);
		}
	}

	@Test
	void whatThePeerRefusedUnseenIsSentAgainWhateverItIs() {
		assertThat(this.caller.post("before").block(Caller.PATIENCE)).isEqualTo("before");
		this.replica.control().refuseStreams(1);
		assertThat(this.caller.post("hello").block(Caller.PATIENCE)).isEqualTo("hello");
		assertThat(this.caller.count("outbound.http.retry.successes", "peer", "replica")).isEqualTo(1);
	}

	@Test
	void whatThePeerRefusedUnseenWaitsForItWhenThereIsNoOther() {
		try (Caller patient = Caller.of(CA, this.replica.address(), NO_BREAKER,
				"cosymesh.peers.replica.patience=30s")) {
			assertThat(patient.post("before").block(Caller.PATIENCE)).isEqualTo("before");
			this.replica.control().refuseStreams(5);
			assertThat(patient.post("hello").block(Caller.PATIENCE)).isEqualTo("hello");
		}
	}

	@Test
	void whatWasNeverSentWaitsForAPeerThatStartsAnew() {
		try (Caller patient = Caller.of(CA, this.replica.address(), "cosymesh.peers.replica.patience=30s",
				"cosymesh.peers.replica.breaker.max-penalty=1s")) {
			assertThat(patient.post("before").block(Caller.PATIENCE)).isEqualTo("before");
			this.replica.close();
			Mono<String> whole = patient.post("hello").cache();
			Mono<String> pieces = patient.postPieces(Flux.just("hel", "lo")).cache();
			Disposable waiting = Disposables.composite(whole.subscribe(), pieces.subscribe());
			await().until(() -> patient.count("outbound.http.balancer.unavailable", "peer", "replica") > 2);
			this.replica.start();
			assertThat(whole.block(Caller.PATIENCE)).isEqualTo("hello");
			assertThat(pieces.block(Caller.PATIENCE)).isEqualTo("hello");
			waiting.dispose();
		}
	}

	@Test
	void patienceEndsAndAFailureIsNoReasonToWait() {
		try (Caller patient = Caller.of(CA, this.replica.address(), NO_BREAKER,
				"cosymesh.peers.replica.patience=300ms")) {
			this.replica.control().answerWith(503);
			assertThatThrownBy(() -> patient.post("hello").block(Caller.PATIENCE))
				.isInstanceOf(PeerException.Answered.class);
			assertThat(this.replica.control().received()).isEqualTo(1);
			this.replica.close();
			assertThatThrownBy(() -> patient.post("hello").block(Caller.PATIENCE))
				.isInstanceOf(PeerException.Unavailable.class);
		}
	}

}
