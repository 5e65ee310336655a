package io.cosymesh.mesh.policy;

import java.util.List;
import java.util.Optional;

import io.cosymesh.identity.authorize.PeerRule;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * Allows some callers some routes.
 *
 * @param name what logs call it
 * @param mode what becomes of requests on its routes that no rule allows
 * @param routes what it allows
 * @param callers whom it allows it
 * @param anonymous whether it also allows it to callers without an SVID
 */
record PolicyRule(String name, PolicyMode mode, List<Route> routes, PeerRule callers, boolean anonymous) {

	PolicyRule {
		routes = List.copyOf(routes);
	}

	Optional<Route> routeFor(HttpMethod method, PathContainer path) {
		return this.routes.stream().filter((route) -> route.matches(method, path)).findFirst();
	}

	PolicyRule audited() {
		return new PolicyRule(this.name, PolicyMode.AUDIT, this.routes, this.callers, this.anonymous);
	}

	boolean admits(PolicyRequest request) {
		return request.knownCaller().map(this.callers::admits).orElse(this.anonymous);
	}

}
