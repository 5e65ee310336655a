package io.cosymesh.mesh.report;

import java.time.Instant;
import java.util.List;

import io.cosymesh.mesh.telemetry.SeriesView;

/**
 * The last hour of a process.
 *
 * @param time when it was read
 * @param service who tells
 * @param instance which of its processes
 * @param stepMillis how long a step is
 * @param series one for each edge
 */
public record HistoryAnswer(Instant time, String service, String instance, long stepMillis, List<SeriesView> series) {

	public HistoryAnswer {
		series = List.copyOf(series);
	}

}
