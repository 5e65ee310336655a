package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.traffic.TrafficCounts.Event;

/**
 * What all calls to one peer share.
 *
 * @param peer its name
 * @param authority host and port of its URL, which every request still names
 * @param endpoints its addresses
 * @param choice how one of them is chosen
 * @param limits how long a call may take
 * @param patience how long a call waits for somebody to ask
 * @param retries when to try again
 * @param budget how often all calls together may
 * @param counts what happened
 * @param time the clock
 * @param random for backoff
 */
record Lane(String peer, String authority, Endpoints endpoints, EndpointChoice choice, CallLimits limits,
		Duration patience, RetryPolicy retries, RetryBudget budget, TrafficCounts counts, TrafficTime time,
		RandomGenerator random) {

	private static final Duration SOON = Duration.ofSeconds(1);

	PeerException timedOut(Event kind) {
		this.counts.count(kind);
		return new PeerException.TimedOut(this.peer, null);
	}

	PeerException nobodyLeft(List<Endpoint> addresses) {
		this.counts.count(Event.NO_ENDPOINT);
		Duration wait = addresses.stream()
			.map((endpoint) -> endpoint.breaker().closedFor())
			.min(Comparator.naturalOrder())
			.map((left) -> left.plus(SOON))
			.orElse(SOON);
		return new PeerException.Unavailable(this.peer, wait);
	}

}
