package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerTests {

	private final VirtualTime clock = new VirtualTime();

	private final List<State> transitions = new ArrayList<>();

	private final Breaker breaker = Replicas.breaker(this.clock.time(), this.transitions);

	@Test
	void sevenFailuresInARowOpenIt() {
		fail(6);
		assertThat(this.breaker.permits()).isTrue();
		this.breaker.failed(Replicas.FAILURE);
		assertThat(this.breaker.permits()).isFalse();
		assertThat(this.breaker.state()).isEqualTo(EndpointState.OPEN);
		assertThat(this.transitions).containsExactly(State.OPEN);
	}

	@Test
	void oneSuccessAmongFailuresKeepsItClosed() {
		for (int round = 0; round < 10; round++) {
			fail(6);
			assertThat(this.breaker.permits()).isTrue();
			this.breaker.succeeded();
		}
		assertThat(this.breaker.state()).isEqualTo(EndpointState.READY);
	}

	@Test
	void oneRequestTriesItWhenThePenaltyIsOver() {
		open();
		this.clock.advance(Duration.ofMillis(1600));
		assertThat(this.breaker.permits()).isTrue();
		assertThat(this.breaker.isProbing()).isTrue();
		assertThat(this.breaker.permits()).isFalse();
		this.breaker.succeeded();
		assertThat(this.breaker.state()).isEqualTo(EndpointState.READY);
		assertThat(this.breaker.permits()).isTrue();
	}

	@Test
	void probeThatWasGivenUpLeavesThePlaceToAnother() {
		open();
		this.clock.advance(Duration.ofMillis(1600));
		assertThat(this.breaker.permits()).isTrue();
		this.breaker.released();
		assertThat(this.breaker.permits()).isTrue();
	}

	@Test
	void penaltyDoublesUntilAMinute() {
		open();
		assertThat(this.breaker.closedFor()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
		Duration last = Duration.ZERO;
		for (int probe = 0; probe < 10; probe++) {
			this.clock.advance(this.breaker.closedFor().plusMillis(1));
			assertThat(this.breaker.permits()).isTrue();
			this.breaker.failed(Replicas.FAILURE);
			last = this.breaker.closedFor();
		}
		assertThat(last).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void recoveryForgetsThePenalty() {
		open();
		for (int probe = 0; probe < 5; probe++) {
			this.clock.advance(this.breaker.closedFor().plusMillis(1));
			this.breaker.permits();
			this.breaker.failed(Replicas.FAILURE);
		}
		this.clock.advance(this.breaker.closedFor().plusMillis(1));
		this.breaker.permits();
		this.breaker.succeeded();
		open();
		assertThat(this.breaker.closedFor()).isLessThanOrEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void addressThatCantBeConnectedToIsEjectedAtOnce() {
		this.breaker.unreachable();
		assertThat(this.breaker.permits()).isFalse();
		assertThat(this.breaker.state()).isEqualTo(EndpointState.EJECTED);
	}

	@Test
	void manyConnectionsThatFailTogetherCountOnce() {
		for (int connection = 0; connection < 50; connection++) {
			this.breaker.unreachable();
		}
		assertThat(this.breaker.closedFor()).isLessThanOrEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void ejectedAddressIsAttemptedByOneAtATimeAndBackWithTheFirstConnection() {
		this.breaker.unreachable();
		assertThat(this.breaker.permitsAttempt()).isTrue();
		assertThat(this.breaker.permitsAttempt()).isFalse();
		this.breaker.unreachable();
		assertThat(this.breaker.permitsAttempt()).isTrue();
		this.breaker.connected();
		assertThat(this.breaker.permits()).isTrue();
		assertThat(this.breaker.state()).isEqualTo(EndpointState.READY);
	}

	@Test
	void attemptThatRunsOutOfTimeLeavesThePlaceToAnother() {
		this.breaker.unreachable();
		assertThat(this.breaker.permitsAttempt()).isTrue();
		this.breaker.failed(new IllegalStateException("late"));
		assertThat(this.breaker.permitsAttempt()).isTrue();
	}

	@Test
	void addressThatAnswersBadlyIsNotAttempted() {
		open();
		assertThat(this.breaker.permitsAttempt()).isFalse();
	}

	private void open() {
		fail(7);
		assertThat(this.breaker.state()).isEqualTo(EndpointState.OPEN);
	}

	private void fail(int times) {
		for (int failure = 0; failure < times; failure++) {
			assertThat(this.breaker.permits()).isTrue();
			this.breaker.failed(Replicas.FAILURE);
		}
	}

}
