package io.cosymesh.mesh.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * What goes over the edges of a process.
 *
 * @param time when it was read
 * @param service who tells
 * @param instance which of its processes
 * @param windowMillis how much time was counted
 * @param edges the edges
 */
public record EdgesAnswer(Instant time, String service, String instance, long windowMillis, List<EdgeView> edges) {

	public EdgesAnswer {
		edges = List.copyOf(edges);
	}

}
