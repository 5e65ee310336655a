package io.cosymesh.mesh.startup;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Defaults of every member of the mesh, weaker than anything configured.
 */
class MeshDefaults implements EnvironmentPostProcessor {

	private static final String NAME = "cosymesh defaults";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getPropertySources().contains(NAME)) {
			environment.getPropertySources().addLast(new MapPropertySource(NAME, defaults()));
		}
	}

	private static Map<String, Object> defaults() {
		Map<String, Object> defaults = new LinkedHashMap<>();
		defaults.put("cosymesh.identity.service-account", "${spring.application.name}");
		// Where the standard says a workload looks for its Workload API.
		defaults.put("cosymesh.identity.workload-api.socket", "${SPIFFE_ENDPOINT_SOCKET:}");
		// Prompts travel between services inside JSON.
		defaults.put("spring.http.codecs.max-in-memory-size", "8MB");
		defaults.put("server.netty.idle-timeout", "5m");
		// Nobody stands between services, so nobody may rewrite where a request comes
		// from.
		defaults.put("server.forward-headers-strategy", "none");
		defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
		// Details are what the mesh itself has to say, in readiness; what other
		// components
		// tell (paths, databases, certificates) is nobody's business on a plaintext port.
		defaults.put("management.endpoint.health.show-details", "never");
		defaults.put("management.endpoint.health.group.readiness.show-details", "always");
		defaults.put("management.endpoint.health.probes.enabled", "true");
		defaults.put("management.endpoint.health.group.readiness.include", "readinessState,svid,policy");
		// Without a port of their own, probes and metrics would answer among the routes.
		defaults.put("management.server.port", "-1");
		// Otherwise the management port takes over the TLS of the mesh, and no probe
		// gets in.
		defaults.put("management.server.ssl.enabled", "false");
		// What these say with a stack trace, the mesh says in a line of its own.
		defaults.put("logging.level.io.netty.handler.ssl.ApplicationProtocolNegotiationHandler", "error");
		defaults.put("logging.level.reactor.netty.http.client.HttpClientConnect", "error");
		defaults.put("logging.level.org.springframework.web.server.adapter.HttpWebHandlerAdapter", "off");
		return defaults;
	}

}
