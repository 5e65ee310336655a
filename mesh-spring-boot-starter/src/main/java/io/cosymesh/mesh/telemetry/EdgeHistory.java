package io.cosymesh.mesh.telemetry;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last hour of an edge, a point for each step in which something ended.
 */
final class EdgeHistory {

	/** Steps of an hour. */
	static final int LONGEST = 360;

	private final Deque<HistoryPoint> points = new ArrayDeque<>();

	synchronized void add(HistoryPoint point) {
		this.points.addLast(point);
	}

	synchronized void forgetBefore(Instant start) {
		while (!this.points.isEmpty() && this.points.getFirst().time().isBefore(start)) {
			this.points.removeFirst();
		}
	}

	synchronized List<HistoryPoint> points() {
		return List.copyOf(this.points);
	}

}
