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

	private static final String SPANS_GO_TO = "management.opentelemetry.tracing.export.otlp.endpoint";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.getPropertySources().contains(NAME)) {
			environment.getPropertySources().addLast(new MapPropertySource(NAME, defaults(environment)));
		}
	}

	private static Map<String, Object> defaults(ConfigurableEnvironment environment) {
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
		defaults.putAll(tracing(environment.containsProperty(SPANS_GO_TO)));
		return defaults;
	}

	private static Map<String, Object> tracing(boolean exported) {
		Map<String, Object> defaults = new LinkedHashMap<>();
		defaults.put("management.tracing.propagation.type", "w3c");
		// Whatever callers put into it would travel through the whole mesh.
		defaults.put("management.tracing.baggage.enabled", "false");
		// A span for each filter of Spring Security says nothing that the decision
		// doesn't.
		defaults.put("management.observations.enable.spring.security", "false");
		// The gateway's calls are made, and observed, by the mesh's own client.
		defaults.put("spring.cloud.gateway.server.webflux.observability.enabled", "false");
		// Carrying the trace into each log line costs each reactive step; that is paid
		// where traces are looked at.
		defaults.put("spring.reactor.context-propagation", exported ? "auto" : "limited");
		defaults.put("logging.expect-correlation-id", String.valueOf(exported));
		return defaults;
	}

}
