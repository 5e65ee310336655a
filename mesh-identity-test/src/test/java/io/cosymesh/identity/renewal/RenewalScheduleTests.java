package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.renewal.RenewalSchedule.Life;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class RenewalScheduleTests {

	private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

	private final RenewalSchedule schedule = new RenewalSchedule(new MovableClock(NOW), new Random(1));

	@ParameterizedTest
	@CsvSource({
			// lifetime, left, longest wait
			"PT1H, PT40M, PT5M", "PT24H, PT10H, PT5M", "PT1H, PT11M, PT15S", "PT1H, PT1S, PT6S", "PT1M, PT30S, PT5S",
			"PT1M, PT5S, PT5S", "PT1H, PT0S, PT5S", "PT1H, PT-3H, PT5S", "PT24H, PT-1S, PT5S", "PT12S, PT6S, PT1S",
			// A wait that begins just before the last fifth must not sleep through it.
			"PT1H, PT12M1S, PT16S" })
	void waitsGrowToWhatTheLifeAllowsAndNoFurther(Duration lifetime, Duration left, Duration longest) {
		Life life = new Life(lifetime, NOW.plus(left));
		LongStream.range(1, 2000)
			.mapToObj((n) -> this.schedule.waitAfter((int) n, life))
			.forEach((wait) -> assertThat(wait).isBetween(Duration.ofMillis(200), longest));
		assertThat(LongStream.range(0, 500).mapToObj((n) -> this.schedule.waitAfter(40, life)))
			.anySatisfy((wait) -> assertThat(wait).isGreaterThan(longest.dividedBy(2)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT1S", "PT10S", "PT1H", "PT277777H" })
	void whatTheCaAsksForIsObeyedWithinReason(Duration asked) {
		Life good = new Life(Duration.ofHours(1), NOW.plus(Duration.ofMinutes(40)));
		Life expired = new Life(Duration.ofHours(1), NOW.minusSeconds(1));
		for (int i = 0; i < 500; i++) {
			assertThat(this.schedule.waitAsked(asked, good)).isBetween(shorter(asked, Duration.ofSeconds(200)),
					Duration.ofMinutes(5));
			assertThat(this.schedule.waitAsked(asked, expired)).isBetween(shorter(asked, Duration.ofSeconds(3)),
					Duration.ofSeconds(5));
			assertThat(this.schedule.waitAsked(asked, Life.NONE)).isLessThanOrEqualTo(Duration.ofSeconds(5));
		}
	}

	@Test
	void workloadsThatFailTogetherDoNotComeBackTogether() {
		Set<Long> buckets = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			buckets.add(this.schedule.waitAfter(3, Life.NONE).toMillis() / 400);
			buckets.add(100 + this.schedule.waitAsked(Duration.ofSeconds(2), Life.NONE).toMillis() / 100);
		}
		assertThat(buckets).contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L).contains(120L, 122L, 125L, 128L);
	}

	@Test
	void newsForAWholeFleetIsActedUponWithinATwentiethOfTheLifetime() {
		for (int i = 0; i < 500; i++) {
			assertThat(this.schedule.spread(Duration.ofSeconds(30), Duration.ofSeconds(60)))
				.isLessThanOrEqualTo(Duration.ofSeconds(3));
			assertThat(this.schedule.spread(Duration.ofSeconds(30), Duration.ofDays(1)))
				.isLessThanOrEqualTo(Duration.ofSeconds(30));
		}
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
