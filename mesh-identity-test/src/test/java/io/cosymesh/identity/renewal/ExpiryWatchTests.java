package io.cosymesh.identity.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

@ExtendWith(OutputCaptureExtension.class)
class ExpiryWatchTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource source = this.ca.svidSource("backend-api");

	private final SvidKeeper keeper = Mockito.mock(SvidKeeper.class);

	private final ManualScheduler scheduler = new ManualScheduler(this.clock);

	private final ExpiryWatch watch = new ExpiryWatch(this.source, this.keeper, this.clock, this.scheduler.executor());

	@BeforeEach
	void caIsDown() {
		given(this.keeper.lastFailure()).willReturn(Optional.of(IssuanceException.passing("no route", null)));
		this.watch.start();
	}

	@Test
	void saysNothingWhileTheSvidIsGood(CapturedOutput output) {
		this.scheduler.pass(Duration.ofMinutes(59));
		assertThat(output).doesNotContain("event=svid-");
	}

	@Test
	void saysOnceThatItHasExpiredAndWhy(CapturedOutput output) {
		this.scheduler.pass(Duration.ofHours(5));
		assertThat(output).containsOnlyOnce("event=svid-expired")
			.contains("expired-at=2026-11-22T13:00:00Z")
			.contains("reason=\"no route\"")
			.doesNotContain("event=svid-recovered");
	}

	@Test
	void saysOnceThatItIsGoodAgain(CapturedOutput output) throws Exception {
		this.scheduler.pass(Duration.ofHours(2));
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		this.scheduler.pass(Duration.ofMinutes(30));
		assertThat(output).containsOnlyOnce("event=svid-expired")
			.containsOnlyOnce("event=svid-recovered")
			.contains("expired-for=3600s");
	}

	@Test
	void everyExpiryIsSaid(CapturedOutput output) throws Exception {
		this.scheduler.pass(Duration.ofHours(2));
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		this.scheduler.pass(Duration.ofHours(2));
		assertThat(output.toString().split("event=svid-expired")).hasSize(3);
	}

}
