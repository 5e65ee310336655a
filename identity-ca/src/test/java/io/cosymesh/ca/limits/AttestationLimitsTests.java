package io.cosymesh.ca.limits;

import java.net.InetAddress;
import java.time.Duration;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Noon;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.ca.settings.CaSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AttestationLimitsTests {

	private final MovableClock clock = Noon.clock();

	@Test
	void sourceThatKnocksTooOftenIsRefusedAndOthersAreNot() {
		AttestationLimits limits = limits(new CaSettings.Limits(1, 2, 100, 100));
		limits.admit(address("10.0.0.1"));
		limits.admit(address("10.0.0.1"));
		assertLimited(limits, "10.0.0.1");
		limits.admit(address("10.0.0.2"));
		this.clock.advance(Duration.ofSeconds(1));
		limits.admit(address("10.0.0.1"));
	}

	@Test
	void everybodyTogetherIsLimitedToo() {
		AttestationLimits limits = limits(new CaSettings.Limits(1, 1, 1, 2));
		limits.admit(address("10.0.0.1"));
		limits.admit(address("10.0.0.2"));
		assertLimited(limits, "10.0.0.3");
	}

	@Test
	void addressesOfOneIpv6NetworkAreOneSource() {
		AttestationLimits limits = limits(new CaSettings.Limits(1, 1, 100, 100));
		limits.admit(address("2001:db8:1:2::1"));
		assertLimited(limits, "2001:db8:1:2:ffff::2");
		limits.admit(address("2001:db8:1:3::1"));
	}

	@Test
	void refusalTellsWhenToComeBack() {
		AttestationLimits limits = limits(new CaSettings.Limits(1, 1, 100, 100));
		limits.admit(address("10.0.0.1"));
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> limits.admit(address("10.0.0.1")))
			.satisfies((ex) -> {
				assertThat(ex.toProblem().getStatusCode().value()).isEqualTo(429);
				assertThat(ex.toProblem().getHeaders().getFirst("Retry-After")).isEqualTo("1");
			});
	}

	private AttestationLimits limits(CaSettings.Limits limits) {
		return new AttestationLimits(limits, new TimeMeter() {

			@Override
			public long currentTimeNanos() {
				return Duration.ofMillis(AttestationLimitsTests.this.clock.millis()).toNanos();
			}

			@Override
			public boolean isWallClockBased() {
				return true;
			}

		});
	}

	private static void assertLimited(AttestationLimits limits, String source) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> limits.admit(address(source)))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.RATE_LIMITED);
	}

	private static InetAddress address(String literal) {
		return InetAddress.ofLiteral(literal);
	}

}
