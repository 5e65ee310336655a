package io.cosymesh.ca.limits;

import java.net.InetAddress;
import java.time.Duration;

import io.github.bucket4j.TimeMeter;
import io.spiffe.spiffeid.SpiffeId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestLimitsTests {

	private final MovableClock clock = Noon.clock();

	@Test
	void sourceThatKnocksTooOftenIsRefusedAndOthersAreNot() {
		RequestLimits limits = limits(1, 2, 100, 100);
		limits.admit(address("10.0.0.1"));
		limits.admit(address("10.0.0.1"));
		assertLimited(limits, "10.0.0.1");
		limits.admit(address("10.0.0.2"));
		this.clock.advance(Duration.ofSeconds(1));
		limits.admit(address("10.0.0.1"));
	}

	@Test
	void everybodyTogetherIsLimitedToo() {
		RequestLimits limits = limits(1, 1, 1, 2);
		limits.admit(address("10.0.0.1"));
		limits.admit(address("10.0.0.2"));
		assertLimited(limits, "10.0.0.3");
	}

	@Test
	void addressesOfOneIpv6NetworkAreOneSource() {
		RequestLimits limits = limits(1, 1, 100, 100);
		limits.admit(address("2001:db8:1:2::1"));
		assertLimited(limits, "2001:db8:1:2:ffff::2");
		limits.admit(address("2001:db8:1:3::1"));
	}

	@Test
	void refusalTellsWhenToComeBack() {
		RequestLimits limits = limits(1, 1, 100, 100);
		limits.admit(address("10.0.0.1"));
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> limits.admit(address("10.0.0.1")))
			.satisfies((ex) -> {
				assertThat(ex.toProblem().getStatusCode().value()).isEqualTo(429);
				assertThat(ex.toProblem().getHeaders().getFirst("Retry-After")).isEqualTo("1");
			});
	}

	@Test
	void timeToComeBackIsRoundedUp() {
		RequestLimits limits = limits(1, 1, 2, 1);
		limits.admit(address("10.0.0.1"));
		this.clock.advance(Duration.ofMillis(1));
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> limits.admit(address("10.0.0.1")))
			.extracting((ex) -> ex.toProblem().getHeaders().getFirst("Retry-After"))
			.isEqualTo("1");
	}

	@Test
	void holderWhoAsksTooOftenIsRefusedAndOthersAreNot() {
		RequestLimits limits = limits(1, 1, 100, 100);
		limits.admit(peer("busy"));
		limits.admit(peer("busy"));
		assertLimited(() -> limits.admit(peer("busy")));
		limits.admit(peer("idle"));
		this.clock.advance(Duration.ofSeconds(1));
		limits.admit(peer("busy"));
	}

	@Test
	void strangersCannotKeepHoldersOut() {
		RequestLimits limits = limits(1, 1, 1, 1);
		limits.admit(address("10.0.0.1"));
		assertLimited(limits, "10.0.0.2");
		limits.admit(peer("backend-api"));
		assertLimited(() -> limits.admit(peer("audio-processor")));
	}

	private RequestLimits limits(int sourceRate, int sourceBurst, int globalRate, int globalBurst) {
		LimitsSettings settings = new LimitsSettings(DataSize.ofKilobytes(64), sourceRate, sourceBurst, 1, 2,
				globalRate, globalBurst);
		return new RequestLimits(settings, new TimeMeter() {

			@Override
			public long currentTimeNanos() {
				return Duration.ofMillis(RequestLimitsTests.this.clock.millis()).toNanos();
			}

			@Override
			public boolean isWallClockBased() {
				return true;
			}

		});
	}

	private static void assertLimited(RequestLimits limits, String source) {
		assertLimited(() -> limits.admit(address(source)));
	}

	private static void assertLimited(ThrowingCallable request) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(request)
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.RATE_LIMITED);
	}

	private static SpiffeId peer(String serviceAccount) {
		return TestSettings.workload(serviceAccount).spiffeId();
	}

	private static InetAddress address(String literal) {
		return InetAddress.ofLiteral(literal);
	}

}
