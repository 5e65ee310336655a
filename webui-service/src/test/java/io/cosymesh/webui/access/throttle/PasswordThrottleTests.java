package io.cosymesh.webui.access.throttle;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class PasswordThrottleTests {

	private static final Duration FIRST = Duration.ofSeconds(5);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final PasswordThrottle throttle = new PasswordThrottle(
			new SigninThrottle(3, FIRST, Duration.ofMinutes(15), this.clock),
			new SigninThrottle(10, FIRST, LONGEST, this.clock));

	@Test
	void oneNameIsGuardedAgainstManyAddresses() {
		guessFromManyAddresses();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.throttle.attempt("10.1.0.1", "admin"))
			.satisfies((refusal) -> assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo("5"));
		assertThatNoException().isThrownBy(() -> this.throttle.attempt("10.1.0.1", "ada"));
	}

	@Test
	void strangersCanNotKeepOutWhoSignedInBefore() {
		this.throttle.attempt("10.2.0.1", "admin");
		this.throttle.succeeded("10.2.0.1", "admin");
		guessFromManyAddresses();
		assertThatNoException().isThrownBy(() -> this.throttle.attempt("10.2.0.1", "admin"));
	}

	@Test
	void newAddressGetsItsTurnWithinTheLongestWait() {
		for (int round = 0; round < 10; round++) {
			guessFromManyAddresses();
			this.clock.advance(LONGEST);
		}
		assertThatNoException().isThrownBy(() -> this.throttle.attempt("10.3.0.1", "admin"));
	}

	@Test
	void whoWaitsForTheNameDoesNotWaitForTheAddressLater() {
		guessFromManyAddresses();
		for (int attempt = 0; attempt < 5; attempt++) {
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> this.throttle.attempt("10.1.0.1", "admin"));
		}
		assertThatNoException().isThrownBy(() -> this.throttle.attempt("10.1.0.1", "ada"));
	}

	@Test
	void networkOfOneGuesserIsOneAddress() {
		for (int host = 1; host <= 3; host++) {
			this.throttle.attempt("2001:db8:0:1::" + host, "name" + host);
		}
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.throttle.attempt("2001:db8:0:1:ffff::4", "name4"));
		assertThatNoException().isThrownBy(() -> this.throttle.attempt("2001:db8:0:2::1", "name4"));
	}

	private void guessFromManyAddresses() {
		for (int host = 0; host < 30; host++) {
			try {
				this.throttle.attempt("10.0.%d.1".formatted(host), "admin");
			}
			catch (ProblemException _) {
				// the guard has gone up
			}
		}
	}

}
