package io.cosymesh.webui.access.throttle;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class SigninThrottleTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final SigninThrottle throttle = new SigninThrottle(3, Duration.ofSeconds(5), Duration.ofMinutes(1),
			this.clock);

	@Test
	void fewWrongPasswordsCostNothing() {
		for (int attempt = 0; attempt < 3; attempt++) {
			assertThat(this.throttle.attempt("a")).isZero();
		}
	}

	@Test
	void waitDoublesWithEveryFurtherOneUpToTheLongest() {
		useUpFreeAttempts();
		for (int seconds : new int[] { 5, 10, 20, 40, 60, 60 }) {
			assertThat(this.throttle.attempt("a")).isEqualTo(Duration.ofSeconds(seconds));
			this.clock.advance(Duration.ofSeconds(seconds));
			assertThat(this.throttle.attempt("a")).isZero();
		}
	}

	@Test
	void askingWhileWaitingDoesNotProlongTheWait() {
		useUpFreeAttempts();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.throttle.attempt("a")).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.throttle.attempt("a")).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void successForgets() {
		useUpFreeAttempts();
		this.clock.advance(Duration.ofSeconds(5));
		assertThat(this.throttle.attempt("a")).isZero();
		this.throttle.succeeded("a");
		assertThat(this.throttle.attempt("a")).isZero();
	}

	@Test
	void othersDoNotWait() {
		useUpFreeAttempts();
		assertThat(this.throttle.attempt("b")).isZero();
	}

	private void useUpFreeAttempts() {
		for (int attempt = 0; attempt < 3; attempt++) {
			this.throttle.attempt("a");
		}
	}

}
