package io.cosymesh.mesh.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

class SvidHealthIndicatorTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource source = this.ca.svidSource("backend-api");

	private final SvidKeeper keeper = Mockito.mock(SvidKeeper.class);

	@BeforeEach
	void renewalIsDue() {
		given(this.keeper.nextAttempt()).willReturn(Optional.of(Instant.parse("2026-01-01T00:40:00Z")));
		given(this.keeper.clockSkew()).willReturn(Optional.of(Duration.ofMillis(-1500)));
	}

	@Test
	void validSvidIsUpAndNamesItself() {
		Health health = health(this.source);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("spiffeId", "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api")
			.containsEntry("state", "valid")
			.containsEntry("expiresAt", "2026-01-01T01:00:00Z")
			.containsEntry("nextAttempt", "2026-01-01T00:40:00Z")
			.containsEntry("clockSkewSeconds", -1.5)
			.containsEntry("bundleSequence", 1L)
			.containsKey("serial")
			.doesNotContainKey("reason");
	}

	@Test
	void svidWhoseRenewalFailsIsUpAndSaysWhy() {
		renewalFails();
		this.clock.advance(Duration.ofMinutes(50));
		Health health = health(this.source);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", "expiring")
			.containsEntry("reason", "the key is not registered")
			.containsEntry("problemType", "urn:cosymesh:problem:unknown-workload");
	}

	@Test
	void svidAboutToExpireIsDown() {
		this.clock.advance(Duration.ofMinutes(58));
		Health health = health(this.source);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "expiring")
			.containsEntry("reason", "no renewal has been tried in time");
	}

	@Test
	void expiredSvidIsDownWithTheReason() {
		renewalFails();
		this.clock.advance(Duration.ofHours(1));
		Health health = health(this.source);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "expired")
			.containsEntry("reason", "the key is not registered");
	}

	@Test
	void missingSvidIsDownWithTheReason() {
		renewalFails();
		Health health = health(new SvidSource(this.ca.name("backend-api"), this.clock));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "no-svid-yet")
			.containsEntry("reason", "the key is not registered")
			.doesNotContainKey("expiresAt");
	}

	@Test
	void withdrawnSvidIsDownWithTheReason() {
		renewalFails();
		given(this.keeper.lastRefresh()).willReturn(Optional.of(this.clock.instant()));
		this.source.withdraw();
		Health health = health(this.source);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("state", "withdrawn")
			.containsEntry("reason", "the key is not registered");
	}

	private void renewalFails() {
		given(this.keeper.lastFailure()).willReturn(Optional.of(IssuanceException
			.refused("urn:cosymesh:problem:unknown-workload", false, "the key is not registered")));
	}

	private Health health(SvidSource source) {
		return new SvidHealthIndicator(source, this.keeper, this.clock).health();
	}

}
