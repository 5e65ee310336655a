package io.cosymesh.backend.job;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What waits and what is made, over all tenants.
 *
 * @param limit jobs that may wait or be at work, of all tenants
 * @param limitPerTenant the same of one tenant
 * @param tenants tenants that have such jobs, busiest first, at most
 * {@value QueueTable#MOST}
 */
record QueueOverview(int limit, int limitPerTenant, List<TenantQueue> tenants) {

	QueueOverview {
		tenants = List.copyOf(tenants);
	}

	/**
	 * The jobs of a tenant.
	 *
	 * @param tenant whose they are
	 * @param queued how many wait
	 * @param running how many are made
	 * @param oldestQueuedAt when the one that waits longest was accepted
	 */
	record TenantQueue(String tenant, int queued, int running, @Nullable Instant oldestQueuedAt) {

	}

}
