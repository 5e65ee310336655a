package io.cosymesh.ca.authority.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class RotationScheduleTests {

	// Signing certificates begin a minute before they are made.
	private static final Duration CLOSE = Duration.ofMinutes(2);

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final Instant start = this.clock.instant();

	@ParameterizedTest
	@CsvSource({ "INTERMEDIATE, P365D, P335D, P358D", "INTERMEDIATE, PT12H, PT6H, PT10H",
			"ROOT, P3650D, P3620D, P3643D", "ROOT, PT48H, PT24H, PT40H", "JWT, P30D, P15D, P25D",
			"JWT, P365D, P335D, P358D" })
	void nextIsPreparedAtHalfOfTheLifeAndActivatedAtItsLastSixth(AuthorityKind kind, Duration life, Duration prepare,
			Duration activate) {
		Replica ca = new Replica(settings(kind, life), lifecycle(kind, life), new TestDatabase(), this.clock);
		String active = ca.status(kind, AuthorityState.ACTIVE).id();
		lookAt(ca, prepare.minus(CLOSE));
		assertThat(ca.states(kind)).doesNotContain(AuthorityState.PREPARED);
		lookAt(ca, prepare.plus(CLOSE));
		String prepared = ca.status(kind, AuthorityState.PREPARED).id();
		lookAt(ca, activate.minus(CLOSE));
		assertThat(ca.status(kind, AuthorityState.ACTIVE).id()).isEqualTo(active);
		lookAt(ca, activate.plus(CLOSE));
		assertThat(ca.status(kind, AuthorityState.ACTIVE).id()).isEqualTo(prepared);
	}

	private void lookAt(Replica ca, Duration age) {
		this.clock.advance(Duration.between(this.clock.instant(), this.start.plus(age)));
		ca.tick();
	}

	private CaSettings settings(AuthorityKind kind, Duration life) {
		return switch (kind) {
			case ROOT -> TestSettings.with(this.home, Duration.ofHours(1), life, Duration.ofHours(6));
			case INTERMEDIATE -> TestSettings.with(this.home, Duration.ofHours(1), Duration.ofDays(3650), life);
			case JWT -> TestSettings.in(this.home);
		};
	}

	private static LifecycleSettings lifecycle(AuthorityKind kind, Duration life) {
		return new LifecycleSettings(null, null, (kind == AuthorityKind.JWT) ? life : Duration.ofDays(30), false);
	}

}
