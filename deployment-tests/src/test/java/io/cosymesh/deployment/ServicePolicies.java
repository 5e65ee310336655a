package io.cosymesh.deployment;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the services say of themselves: whom their policies let in, and whom they call.
 *
 * @param applications each service's {@code application.yaml}
 * @param containers what each of them is told in a container
 */
record ServicePolicies(Map<String, JsonNode> applications, Map<String, JsonNode> containers) {

	static final Set<String> SERVICES = Set.of("identity-ca", "audio-processor", "inference-engine", "backend-api",
			"webui-service");

	// Runs nowhere: it comes by port-forward or from the machine itself.
	static final String OPERATOR = "operator";

	static ServicePolicies read() {
		Map<String, JsonNode> applications = new TreeMap<>();
		Map<String, JsonNode> containers = new TreeMap<>();
		for (String service : SERVICES) {
			applications.put(service, Yaml.file(Path.of("..", service, "src/main/resources/application.yaml")));
			containers.put(service, Yaml.file(Path.of("../config/container", service + ".yaml")));
		}
		containers.put("all", Yaml.file(Path.of("../config/container/container.yaml")));
		return new ServicePolicies(applications, containers);
	}

	ServicePolicies copy() {
		Map<String, JsonNode> applications = new TreeMap<>();
		this.applications.forEach((name, tree) -> applications.put(name, tree.deepCopy()));
		Map<String, JsonNode> containers = new TreeMap<>();
		this.containers.forEach((name, tree) -> containers.put(name, tree.deepCopy()));
		return new ServicePolicies(applications, containers);
	}

	/** Returns all that the rules let in, operators aside. */
	Set<Edge> edges() {
		Set<Edge> edges = new TreeSet<>();
		this.applications.forEach((callee, application) -> application.at("/cosymesh/policy/rules").forEach((rule) -> {
			callers(rule, callee).forEach((caller) -> edges.add(new Edge(caller, callee, Edge.MESH)));
			if (rule.path("anonymous").asBoolean(false)) {
				callers(callee).forEach((caller) -> edges.add(new Edge(caller, callee, Edge.ATTESTATION)));
			}
		}));
		// Browsers and scripts, who are nobody to the mesh.
		edges.removeIf((edge) -> edge.to().equals("webui-service"));
		return edges;
	}

	/** Returns everybody whom a rule names. */
	Set<String> named() {
		Set<String> named = new TreeSet<>();
		this.applications.values()
			.forEach((application) -> application.at("/cosymesh/policy/rules")
				.forEach((rule) -> rule.path("allow").forEach((caller) -> named.add(caller.asString()))));
		return named;
	}

	/** Returns all that the settings have a service call. */
	Set<Edge> calls() {
		Set<Edge> calls = new TreeSet<>();
		this.applications.forEach((caller, application) -> application.at("/cosymesh/peers")
			.propertyNames()
			.forEach((peer) -> calls.add(edge(caller, url(caller, peer)))));
		for (String caller : callers("identity-ca")) {
			JsonNode authority = container("all").at("/cosymesh/identity/ca");
			calls.add(edge(caller, authority.path("url").asString("")));
			calls.add(edge(caller, authority.path("attestation-url").asString("")));
		}
		return calls;
	}

	ObjectNode application(String service) {
		return (ObjectNode) this.applications.get(service);
	}

	JsonNode container(String service) {
		return this.containers.get(service);
	}

	/** Returns the rules of a service. */
	ArrayNode rules(String service) {
		return (ArrayNode) application(service).at("/cosymesh/policy/rules");
	}

	private String url(String caller, String peer) {
		return container(caller).path("cosymesh").path("peers").path(peer).path("url").asString("");
	}

	private static Edge edge(String caller, String url) {
		URI uri = URI.create(url);
		return new Edge(caller, String.valueOf(uri.getHost()), uri.getPort());
	}

	private static Set<String> callers(JsonNode rule, String callee) {
		Set<String> callers = new TreeSet<>();
		rule.path("allow").forEach((caller) -> {
			if (caller.asString().equals("*")) {
				callers.addAll(callers(callee));
			}
			else if (!caller.asString().equals(OPERATOR)) {
				callers.add(caller.asString());
			}
		});
		return callers;
	}

	private static Set<String> callers(String callee) {
		Set<String> callers = new TreeSet<>(SERVICES);
		callers.remove(callee);
		return callers;
	}

}
