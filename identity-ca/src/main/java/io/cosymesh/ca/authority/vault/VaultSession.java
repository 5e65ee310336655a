package io.cosymesh.ca.authority.vault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.springframework.scheduling.TaskScheduler;
import org.springframework.vault.authentication.ClientAuthentication;
import org.springframework.vault.authentication.LifecycleAwareSessionManager;
import org.springframework.vault.authentication.LoginToken;
import org.springframework.vault.support.LeaseStrategy;
import org.springframework.web.client.RestClient;

/**
 * Holds the CA's token and renews it; a token that Vault no longer knows can be
 * forgotten.
 */
final class VaultSession extends LifecycleAwareSessionManager {

	private static final Duration FORGET_AT_MOST_EVERY = Duration.ofSeconds(10);

	private final InstantSource clock;

	private Instant forgotten = Instant.EPOCH;

	VaultSession(ClientAuthentication login, TaskScheduler scheduler, RestClient client, InstantSource clock) {
		super(login, scheduler, client, new TwoThirds(clock));
		this.clock = clock;
		// An outage is no reason to throw a good token away.
		setLeaseStrategy(LeaseStrategy.retainOnIoError());
	}

	/** Lets the next request log in anew, but not again and again. */
	synchronized boolean forget() {
		Instant now = this.clock.instant();
		if (now.isBefore(this.forgotten.plus(FORGET_AT_MOST_EVERY))) {
			return false;
		}
		this.forgotten = now;
		setToken(Optional.empty());
		return true;
	}

	/** Renews after two thirds of a token's life, which leaves a third for outages. */
	private record TwoThirds(InstantSource clock) implements RefreshTrigger {

		private static final Duration SHORTEST = Duration.ofSeconds(1);

		@Override
		public Instant nextExecution(LoginToken token) {
			Duration share = token.getLeaseDuration().multipliedBy(2).dividedBy(3);
			return this.clock.instant().plus((share.compareTo(SHORTEST) < 0) ? SHORTEST : share);
		}

		@Override
		public Duration getValidTtlThreshold(LoginToken token) {
			return SHORTEST;
		}

	}

}
