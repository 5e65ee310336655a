package io.cosymesh.ca.federation;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.bundle.TrustBundle;

import static org.assertj.core.api.Assertions.assertThat;

class RefreshScheduleTests {

	private final RefreshSchedule schedule = new RefreshSchedule(Duration.ofMinutes(1), Duration.ofHours(1),
			new Random(7));

	@RepeatedTest(5)
	void hintDecidesWithJitter() {
		assertThat(next(Duration.ofMinutes(10))).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
	}

	@Test
	void withoutABundleTheDefaultDecides() {
		assertThat(this.schedule.next(Optional.empty())).isBetween(Duration.ofSeconds(270), Duration.ofMinutes(5));
	}

	@Test
	void hintOfDaysIsCutShort() {
		assertThat(next(Duration.ofDays(3))).isBetween(Duration.ofMinutes(54), Duration.ofHours(1));
	}

	@Test
	void hintOfNothingDoesNotHurry() {
		assertThat(next(Duration.ZERO)).isBetween(Duration.ofSeconds(54), Duration.ofMinutes(1));
	}

	private Duration next(Duration hint) {
		return this.schedule.next(Optional.of(new TrustBundle(FederationFixture.PARTNER, Set.of(), 1, hint)));
	}

}
