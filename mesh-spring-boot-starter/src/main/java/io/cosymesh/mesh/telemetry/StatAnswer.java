package io.cosymesh.mesh.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * What goes over the routes of a process.
 *
 * @param time when it was read
 * @param service who tells
 * @param instance which of its processes
 * @param windowMillis how much time was counted
 * @param routes the routes
 */
public record StatAnswer(Instant time, String service, String instance, long windowMillis, List<RouteView> routes) {

	public StatAnswer {
		routes = List.copyOf(routes);
	}

}
