package io.cosymesh.mesh.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether the SVID is good for use, and if it isn't, or soon won't be, why. Is down
 * without a valid SVID, and shortly before the current one expires, so that nobody sends
 * work to a service whose handshakes are about to fail.
 */
final class SvidHealthIndicator implements HealthIndicator {

	private static final int LAST_PART = 20;

	private final SvidSource source;

	private final SvidKeeper keeper;

	private final InstantSource clock;

	SvidHealthIndicator(SvidSource source, SvidKeeper keeper, InstantSource clock) {
		this.source = source;
		this.keeper = keeper;
		this.clock = clock;
	}

	@Override
	public Health health() {
		@Nullable SvidSnapshot snapshot = this.source.current().orElse(null);
		State state = stateOf(snapshot);
		Health.Builder health = (isUsable(snapshot) ? Health.up() : Health.down())
			.withDetail("spiffeId", this.source.self().toString())
			.withDetail("state", state.text());
		if (snapshot != null) {
			health.withDetail("serial", snapshot.serial())
				.withDetail("expiresAt", snapshot.notAfter().toString())
				.withDetail("bundleSequence", snapshot.bundle().sequence());
		}
		addRenewal(health, state);
		return health.build();
	}

	private void addRenewal(Health.Builder health, State state) {
		this.keeper.lastFailure().ifPresentOrElse((failure) -> addReason(health, failure), () -> {
			if (state != State.VALID) {
				health.withDetail("reason", "no renewal has been tried in time");
			}
		});
		this.keeper.nextAttempt().ifPresent((next) -> health.withDetail("nextAttempt", next.toString()));
		this.keeper.clockSkew().ifPresent((skew) -> health.withDetail("clockSkewSeconds", skew.toMillis() / 1000.0));
	}

	private static void addReason(Health.Builder health, IssuanceException failure) {
		health.withDetail("reason", String.valueOf(failure.getMessage()));
		failure.problemType().ifPresent((type) -> health.withDetail("problemType", type));
		failure.reasonCode().ifPresent((code) -> health.withDetail("reasonCode", code));
	}

	private State stateOf(@Nullable SvidSnapshot snapshot) {
		if (snapshot == null) {
			return this.keeper.lastRefresh().isPresent() ? State.WITHDRAWN : State.NO_SVID_YET;
		}
		if (!this.clock.instant().isBefore(snapshot.notAfter())) {
			return State.EXPIRED;
		}
		boolean expiring = !isUsable(snapshot) || this.keeper.lastFailure().isPresent();
		return expiring ? State.EXPIRING : State.VALID;
	}

	private boolean isUsable(@Nullable SvidSnapshot snapshot) {
		if (snapshot == null) {
			return false;
		}
		Instant expiry = snapshot.notAfter();
		Duration reserve = Duration.between(snapshot.notBefore(), expiry).dividedBy(LAST_PART);
		return this.clock.instant().isBefore(expiry.minus(reserve));
	}

	/**
	 * What there is to say about the SVID.
	 */
	private enum State {

		NO_SVID_YET, VALID,

		/** Still valid, and its renewal fails or comes too late. */
		EXPIRING, EXPIRED,

		/** There was one, and its issuer took it back. */
		WITHDRAWN;

		String text() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
