package io.cosymesh.mesh.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Is down without a valid SVID, and shortly before the current one expires, so that
 * nobody sends work to a service whose handshakes are about to fail.
 */
final class SvidHealthIndicator implements HealthIndicator {

	private static final int LAST_PART = 20;

	private final SvidSource source;

	private final InstantSource clock;

	SvidHealthIndicator(SvidSource source, InstantSource clock) {
		this.source = source;
		this.clock = clock;
	}

	@Override
	public Health health() {
		Optional<SvidSnapshot> current = this.source.current();
		if (current.isEmpty()) {
			return Health.down()
				.withDetail("spiffeId", this.source.self().toString())
				.withDetail("reason", "no SVID yet")
				.build();
		}
		SvidSnapshot snapshot = current.get();
		return (isUsable(snapshot) ? Health.up() : Health.down()).withDetail("spiffeId", snapshot.spiffeId().toString())
			.withDetail("serial", snapshot.serial())
			.withDetail("expiresAt", snapshot.notAfter().toString())
			.build();
	}

	private boolean isUsable(SvidSnapshot snapshot) {
		Instant expiry = snapshot.notAfter();
		Duration reserve = Duration.between(snapshot.notBefore(), expiry).dividedBy(LAST_PART);
		return this.clock.instant().isBefore(expiry.minus(reserve));
	}

}
