package io.cosymesh.mesh.telemetry;

import java.util.List;

/**
 * The last hour of an edge.
 *
 * @param service who tells
 * @param instance which of its processes
 * @param direction which way the requests went
 * @param peer who was at the other end
 * @param points steps in which something ended, oldest first
 */
public record SeriesView(String service, String instance, Direction direction, Workload peer,
		List<HistoryPoint> points) {

	public SeriesView {
		points = List.copyOf(points);
	}

}
