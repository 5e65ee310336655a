package io.cosymesh.mesh.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.cosymesh.mesh.telemetry.TrafficKey.Edge;

/**
 * Everything that is counted, in steps of ten seconds: the last minute by route, the last
 * hour by edge.
 */
public final class Traffic {

	/**
	 * How long a step lasts.
	 */
	public static final Duration STEP = Duration.ofSeconds(10);

	private final TrafficTable table;

	private final Connections connections;

	private final Workload self;

	private final InstantSource clock;

	private final Map<Edge, EdgeHistory> histories = new ConcurrentHashMap<>();

	private final Deque<Instant> starts = new ArrayDeque<>();

	Traffic(TrafficTable table, Connections connections, Workload self, InstantSource clock) {
		this.table = table;
		this.connections = connections;
		this.self = self;
		this.clock = clock;
		this.starts.add(clock.instant());
	}

	TrafficTable table() {
		return this.table;
	}

	Connections connections() {
		return this.connections;
	}

	/**
	 * Returns who counts.
	 * @return short name of the service
	 */
	public String service() {
		return this.self.service();
	}

	Workload self() {
		return this.self;
	}

	InstantSource clock() {
		return this.clock;
	}

	/**
	 * Ends the step under way and begins the next.
	 */
	synchronized void nextStep() {
		Instant begun = this.starts.getLast();
		Instant now = this.clock.instant();
		Map<Edge, Counts> step = new HashMap<>();
		for (TrafficRow row : this.table.rows()) {
			Counts counts = row.closeStep();
			if (!row.key().observing() && !counts.isEmpty()) {
				step.merge(row.key().edge(), counts, Counts::plus);
			}
		}
		step.forEach((edge, counts) -> this.histories.computeIfAbsent(edge, (_) -> new EdgeHistory())
			.add(HistoryPoint.of(begun, counts)));
		Instant oldest = now.minus(STEP.multipliedBy(EdgeHistory.LONGEST));
		this.histories.values().forEach((history) -> history.forgetBefore(oldest));
		this.starts.addLast(now);
		if (this.starts.size() > TrafficRow.KEPT + 1) {
			this.starts.removeFirst();
		}
	}

	/**
	 * Returns what went over each edge lately.
	 * @param instance what this process is called
	 * @return the edges
	 */
	public synchronized EdgesAnswer edges(String instance) {
		Map<Edge, Counts> sums = new HashMap<>();
		Map<Edge, Long> seen = new HashMap<>();
		for (TrafficRow row : shown()) {
			sums.merge(row.key().edge(), row.window(), Counts::plus);
			seen.merge(row.key().edge(), row.lastSeen(), Math::max);
		}
		Span span = span();
		return new EdgesAnswer(span.now(), this.self.service(), instance, span.millis(),
				sums.entrySet()
					.stream()
					.map((edge) -> EdgeView.of(this.self, edge.getKey(), edge.getValue(), span,
							this.connections.on(edge.getKey()), seen.getOrDefault(edge.getKey(), 0L)))
					.toList());
	}

	/**
	 * Returns what went over each route lately, that of watching included.
	 * @param instance what this process is called
	 * @return the routes
	 */
	public synchronized StatAnswer routes(String instance) {
		Span span = span();
		return new StatAnswer(span.now(), this.self.service(), instance, span.millis(),
				this.table.rows()
					.stream()
					.map((row) -> RouteView.of(this.self.service(), instance, row.key(), row.window(), span))
					.filter((route) -> route.requests() > 0)
					.toList());
	}

	/**
	 * Returns the last hour of each edge.
	 * @param instance what this process is called
	 * @return a series for each
	 */
	public List<SeriesView> history(String instance) {
		return this.histories.entrySet()
			.stream()
			.map((edge) -> new SeriesView(this.self.service(), instance, edge.getKey().direction(),
					edge.getKey().peer(), edge.getValue().points()))
			.filter((series) -> !series.points().isEmpty())
			.collect(Collectors.toUnmodifiableList());
	}

	private List<TrafficRow> shown() {
		return this.table.rows().stream().filter((row) -> !row.key().observing()).toList();
	}

	private Span span() {
		Instant now = this.clock.instant();
		return new Span(now, Math.max(1, Duration.between(this.starts.getFirst(), now).toMillis()));
	}

	/**
	 * The time that is told about.
	 *
	 * @param now its end
	 * @param millis how long it is
	 */
	record Span(Instant now, long millis) {

		double perSecond(long number) {
			return number * 1000.0 / this.millis;
		}

	}

}
