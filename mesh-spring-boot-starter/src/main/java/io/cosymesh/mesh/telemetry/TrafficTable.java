package io.cosymesh.mesh.telemetry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * All rows, as many as are allowed: callers, routes and series beyond that share one
 * called {@code other}.
 */
final class TrafficTable {

	static final String OTHER = "other";

	private static final String NONE = "-";

	private final Map<TrafficKey, TrafficRow> rows = new ConcurrentHashMap<>();

	private final Set<Workload> peers = ConcurrentHashMap.newKeySet();

	private final Set<String> routes = ConcurrentHashMap.newKeySet();

	private final TelemetryProperties bounds;

	private final Function<TrafficKey, TrafficRow> maker;

	TrafficTable(TelemetryProperties bounds, Function<TrafficKey, TrafficRow> maker) {
		this.bounds = bounds;
		this.maker = maker;
	}

	TrafficRow row(TrafficKey wanted) {
		TrafficRow known = this.rows.get(wanted);
		return (known != null) ? known : bounded(wanted);
	}

	Collection<TrafficRow> rows() {
		return List.copyOf(this.rows.values());
	}

	/**
	 * Returns the peer, or what stands for those that are too many.
	 */
	Workload bounded(Workload peer) {
		return isWithin(this.peers, peer, this.bounds.maxPeers()) ? peer : Workload.OTHER;
	}

	private TrafficRow bounded(TrafficKey wanted) {
		String route = isWithin(this.routes, wanted.route(), this.bounds.maxRoutes()) ? wanted.route() : OTHER;
		TrafficKey key = new TrafficKey(wanted.direction(), bounded(wanted.peer()), route, wanted.rule(), wanted.tls(),
				wanted.observing());
		TrafficRow known = this.rows.get(key);
		if (known != null) {
			return known;
		}
		if (this.rows.size() >= this.bounds.maxSeries()) {
			key = new TrafficKey(wanted.direction(), Workload.OTHER, OTHER, NONE, wanted.tls(), wanted.observing());
		}
		return this.rows.computeIfAbsent(key, this.maker);
	}

	// Racing first calls may make it a few more, never many.
	private static <T> boolean isWithin(Set<T> known, T value, int most) {
		return known.contains(value) || (known.size() < most && known.add(value));
	}

}
