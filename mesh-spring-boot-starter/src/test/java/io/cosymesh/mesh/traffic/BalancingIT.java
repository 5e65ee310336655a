package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BalancingIT {

	private static final TestCa CA = TestCa.create();

	private static final int SAMPLE = 200;

	private final Replica one = Replica.start(CA);

	private final Replica other = Replica.start(CA);

	private Caller caller;

	@BeforeEach
	void startCaller() {
		this.caller = Caller.of(CA, this.one.address() + "," + this.other.address());
	}

	@AfterEach
	void stop() {
		this.caller.close();
		this.one.control().finishStream();
		this.other.control().finishStream();
		this.one.close();
		this.other.close();
	}

	@Test
	void requestsMoveFromASlowReplicaToTheFastOneAndNoneIsLost() {
		try (Load load = Load.of(this.caller.get("/v1/answer"), 8)) {
			Awaitility.await().until(() -> this.one.control().received() > 50 && this.other.control().received() > 50);
			this.one.control().slowDown(Duration.ofMillis(300));
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.until(() -> shareOfTheOther(load), (share) -> share >= 0.8);
			assertThat(load.failures()).isEmpty();
		}
	}

	@Test
	void replicaThatIsKilledFailsItsStreamsAndNothingElse() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CompletableFuture<String> heard = this.caller.stream()
			.doOnNext((_) -> begun.countDown())
			.collectList()
			.map((parts) -> String.join("", parts))
			.toFuture();
		assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
		Replica speaking = (this.one.control().received() > 0) ? this.one : this.other;
		Replica silent = (speaking == this.one) ? this.other : this.one;
		speaking.kill();
		assertThatThrownBy(heard::join)
			.satisfies((error) -> assertThat(PeerException.in(error)).containsInstanceOf(PeerException.Broken.class));
		int before = silent.control().received();
		assertThat(
				Flux.range(0, 50).flatMap((_) -> this.caller.get("/v1/answer"), 4).collectList().block(Caller.PATIENCE))
			.hasSize(50)
			.containsOnly("done");
		assertThat(silent.control().received() - before).isEqualTo(50);
		speaking.start();
		try (Load load = Load.of(this.caller.get("/v1/answer"), 4)) {
			Awaitility.await().atMost(Caller.PATIENCE).until(() -> speaking.control().received() > 0);
			assertThat(load.failures()).isEmpty();
		}
	}

	@Test
	void replicaThatIsStoppedFinishesItsStreamsAndGetsNoOthers() throws Exception {
		CompletableFuture<String> heard = this.caller.stream()
			.collectList()
			.map((parts) -> String.join("", parts))
			.toFuture();
		Awaitility.await().until(() -> this.one.control().received() + this.other.control().received() == 1);
		Replica speaking = (this.one.control().received() > 0) ? this.one : this.other;
		ReplicaController control = speaking.control();
		try (Load load = Load.of(this.caller.get("/v1/answer"), 8)) {
			Awaitility.await().until(() -> load.answered() > 100);
			CompletableFuture<Void> stopping = CompletableFuture.runAsync(speaking::close);
			// Quiet while the other one answers a hundred: it gets none any more.
			Awaitility.await().until(() -> {
				int received = control.received();
				int answered = load.answered();
				Awaitility.await().until(() -> load.answered() > answered + 100);
				return control.received() == received;
			});
			assertThat(stopping).isNotDone();
			control.finishStream();
			assertThat(heard).succeedsWithin(Caller.PATIENCE).isEqualTo("firstsecond");
			assertThat(stopping).succeedsWithin(Caller.PATIENCE);
			assertThat(load.failures()).isEmpty();
		}
		speaking.start();
	}

	@Test
	void replicaThatFailsGetsNoMoreThanATryNowAndThen() {
		this.one.control().answerWith(500);
		for (int asked = 0; asked < 100; asked++) {
			this.caller.get("/v1/answer").onErrorComplete().block(Caller.PATIENCE);
		}
		assertThat(this.one.control().received()).isLessThan(15);
	}

	@Test
	void onlyReplicaIsLeftAloneAfterSevenFailuresAndProbedUntilItIsBack() {
		this.one.control().answerWith(500);
		try (Caller alone = Caller.of(CA, this.one.address(), "cosymesh.peers.replica.retries.max=0")) {
			for (int asked = 0; asked < 20; asked++) {
				alone.get("/v1/answer").onErrorComplete().block(Caller.PATIENCE);
			}
			assertThat(this.one.control().received()).isBetween(7, 10);
			assertThatThrownBy(() -> alone.get("/v1/answer").block(Caller.PATIENCE)).isInstanceOf(PeerException.class);
			assertThat(alone.count("outbound.http.breaker.transitions", "peer", "replica", "to", "open"))
				.isGreaterThanOrEqualTo(1);
			this.one.control().answerWith(200);
			Awaitility.await()
				.atMost(Caller.PATIENCE)
				.until(() -> "done".equals(alone.get("/v1/answer").onErrorComplete().block(Caller.PATIENCE)));
			assertThat(alone.gauge("outbound.http.balancer.endpoints", "peer", "replica", "endpoint.state", "ready"))
				.isEqualTo(1);
		}
	}

	@Test
	void replicaThatHasTooMuchToDoIsNotTakenForBroken() {
		this.one.control().refuseForNow();
		try (Caller alone = Caller.of(CA, this.one.address(), "cosymesh.peers.replica.retries.max=0")) {
			for (int asked = 0; asked < 20; asked++) {
				alone.get("/v1/answer").onErrorComplete().block(Caller.PATIENCE);
			}
			assertThat(this.one.control().received()).isEqualTo(20);
		}
	}

	private double shareOfTheOther(Load load) {
		int total = load.answered();
		int others = this.other.control().received();
		Awaitility.await().atMost(Caller.PATIENCE).until(() -> load.answered() >= total + SAMPLE);
		return (this.other.control().received() - others) / (double) (load.answered() - total);
	}

}
