package io.cosymesh.mesh.identity;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class SvidHealthIndicatorTests {

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	@Test
	void validSvidIsUpAndNamesItself() {
		SvidSource source = this.ca.svidSource("backend-api");
		assertThat(health(source).health()).satisfies((health) -> {
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails())
				.containsEntry("spiffeId", "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api")
				.containsEntry("expiresAt", "2026-01-01T01:00:00Z")
				.containsKey("serial");
		});
	}

	@Test
	void svidAboutToExpireIsDown() {
		SvidSource source = this.ca.svidSource("backend-api");
		this.clock.advance(Duration.ofMinutes(58));
		assertThat(health(source).health().getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void missingSvidIsDown() {
		SvidSource empty = new SvidSource(this.ca.name("backend-api"), this.clock);
		assertThat(health(empty).health().getStatus()).isEqualTo(Status.DOWN);
	}

	private SvidHealthIndicator health(SvidSource source) {
		return new SvidHealthIndicator(source, this.clock);
	}

}
