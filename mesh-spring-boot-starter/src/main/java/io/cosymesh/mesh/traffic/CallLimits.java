package io.cosymesh.mesh.traffic;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpMethod;

/**
 * Finds the limits of a call: those of the first route that matches, else the peer's.
 *
 * @param routes what differs, in order
 * @param common everything else
 */
record CallLimits(List<OfRoute> routes, Limits common) {

	Limits of(HttpMethod method, URI url) {
		return this.routes.stream()
			.filter((candidate) -> candidate.route().matches(method, url))
			.map(OfRoute::limits)
			.findFirst()
			.orElse(this.common);
	}

	/**
	 * Limits of calls of one kind.
	 *
	 * @param route which calls
	 * @param limits their limits
	 */
	record OfRoute(CallRoute route, Limits limits) {
	}

}
