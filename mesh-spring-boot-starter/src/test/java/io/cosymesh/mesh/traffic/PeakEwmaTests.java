package io.cosymesh.mesh.traffic;

import java.time.Duration;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeakEwmaTests {

	private static final Percentage ABOUT = Percentage.withPercentage(1);

	private final VirtualTime clock = new VirtualTime();

	private final PeakEwma latency = new PeakEwma(this.clock.time());

	@Test
	void addressWithoutHistoryIsTakenToNeed30Milliseconds() {
		assertThat(millis()).isCloseTo(30, ABOUT);
	}

	@Test
	void peakCountsAtOnce() {
		this.latency.observe(Duration.ofSeconds(2));
		assertThat(millis()).isCloseTo(2000, ABOUT);
	}

	@Test
	void recoveryIsBelievedSlowly() {
		this.latency.observe(Duration.ofSeconds(1));
		this.clock.advance(Duration.ofSeconds(1));
		this.latency.observe(Duration.ofMillis(10));
		assertThat(millis()).isCloseTo(1000 * Math.exp(-0.1) + 10 * (1 - Math.exp(-0.1)), ABOUT);
	}

	@Test
	void whatIsLeftAloneIsForgottenInTenSecondsByTwoThirds() {
		this.latency.observe(Duration.ofSeconds(1));
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(millis()).isCloseTo(1000 / Math.E, ABOUT);
	}

	@Test
	void steadyLatencyBecomesTheAverage() {
		for (int second = 0; second < 120; second++) {
			this.clock.advance(Duration.ofSeconds(1));
			this.latency.observe(Duration.ofMillis(80));
		}
		assertThat(millis()).isCloseTo(80, ABOUT);
	}

	@Test
	void punishmentCountsForAsLongAsItSaysAndIsForgotten() {
		this.latency.observe(Duration.ofMillis(80));
		this.latency.punish(Duration.ofSeconds(5));
		this.clock.advance(Duration.ofMillis(4999));
		assertThat(millis()).isCloseTo(5000, ABOUT);
		this.clock.advance(Duration.ofMillis(2));
		assertThat(millis()).isLessThan(80);
	}

	private double millis() {
		return this.latency.nanos() / 1_000_000;
	}

}
