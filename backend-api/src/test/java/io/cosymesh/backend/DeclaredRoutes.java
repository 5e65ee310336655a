package io.cosymesh.backend;

import java.util.Set;
import java.util.TreeSet;

import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * The routes that backend-api's own controllers declare.
 */
final class DeclaredRoutes {

	private DeclaredRoutes() {
	}

	/** Returns them as policies name them: {@code GET /api/v1/voices}. */
	static Set<String> of(RequestMappingHandlerMapping mappings) {
		Set<String> routes = new TreeSet<>();
		mappings.getHandlerMethods().forEach((mapping, method) -> {
			if (method.getBeanType().getName().startsWith("io.cosymesh.backend.")) {
				add(mapping, routes);
			}
		});
		return routes;
	}

	private static void add(RequestMappingInfo mapping, Set<String> routes) {
		mapping.getMethodsCondition()
			.getMethods()
			.forEach((method) -> mapping.getPatternsCondition()
				.getPatterns()
				.forEach((pattern) -> routes.add(method + " " + pattern)));
	}

}
