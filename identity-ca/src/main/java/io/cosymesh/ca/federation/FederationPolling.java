package io.cosymesh.ca.federation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;

import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/**
 * Looks at each foreign bundle at the start and then as often as it asks for.
 */
final class FederationPolling implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(FederationPolling.class);

	private final Federation federation;

	private final FederatedBundles bundles;

	private final RefreshSchedule schedule;

	private final TaskScheduler scheduler;

	private final InstantSource clock;

	private final Map<TrustDomain, ScheduledFuture<?>> planned = new ConcurrentHashMap<>();

	private volatile boolean running;

	FederationPolling(Federation federation, FederatedBundles bundles, RefreshSchedule schedule,
			TaskScheduler scheduler, InstantSource clock) {
		this.federation = federation;
		this.bundles = bundles;
		this.schedule = schedule;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		this.federation.relationships().forEach((each) -> plan(each, Duration.ZERO));
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		this.planned.values().forEach((future) -> future.cancel(true));
		this.planned.clear();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void look(Relationship relationship) {
		try {
			this.federation.refresh(relationship);
		}
		// A database that is away for a moment must not end the looking.
		catch (RuntimeException ex) {
			if (!this.running) {
				return;
			}
			logger.error("event=federated-bundle-refresh-broken trustDomain={}", relationship.trustDomain(), ex);
		}
		plan(relationship, this.schedule.next(this.bundles.bundleOf(relationship.trustDomain())));
	}

	private synchronized void plan(Relationship relationship, Duration delay) {
		if (this.running) {
			Instant next = this.clock.instant().plus(delay);
			this.federation.due(relationship, next);
			this.planned.put(relationship.trustDomain(), this.scheduler.schedule(() -> look(relationship), next));
		}
	}

}
