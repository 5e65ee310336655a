package io.cosymesh.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/**
 * Holds the compose file to what the services say. A network of Docker leads both ways,
 * so each hop has one of its own, and who is called there listens there.
 *
 * @param file the compose file
 */
record Compose(JsonNode file) {

	private static final String OUTSIDE = "front";

	static Compose read() {
		return new Compose(Yaml.file(Path.of("../docker-compose.yml")));
	}

	Compose copy() {
		return new Compose(this.file.deepCopy());
	}

	List<String> faults(ServicePolicies policies) {
		List<String> faults = new ArrayList<>();
		Set<String> wanted = new TreeSet<>();
		policies.edges().forEach((edge) -> wanted.add(pair(edge.from(), edge.to())));
		Set<String> joined = new TreeSet<>();
		members().forEach((network, members) -> network(network, members, wanted, joined, faults));
		wanted.stream()
			.filter((pair) -> !joined.contains(pair))
			.forEach((pair) -> faults.add("Rule without a network: " + pair));
		for (String service : ServicePolicies.SERVICES) {
			service(service, faults);
		}
		listening(faults);
		faults.addAll(new ComposeNames(this.file).faults());
		return faults;
	}

	private void network(String network, Set<String> members, Set<String> wanted, Set<String> joined,
			List<String> faults) {
		if (network.equals(OUTSIDE)) {
			if (!members.equals(Set.of("webui-service"))) {
				faults.add("In the network that leads out: " + members);
			}
			return;
		}
		if (!this.file.at("/networks").path(network).path("internal").asBoolean(false)) {
			faults.add("Network '%s' leads out".formatted(network));
		}
		for (String one : members) {
			for (String other : members) {
				if (one.compareTo(other) < 0) {
					joined.add(pair(one, other));
					if (!wanted.contains(pair(one, other))) {
						faults.add("Network '%s' without a rule: %s".formatted(network, pair(one, other)));
					}
				}
			}
		}
		if (members.size() > 2) {
			faults.add("Network '%s' has more than one hop: %s".formatted(network, members));
		}
	}

	private void service(String name, List<String> faults) {
		JsonNode service = this.file.at("/services").path(name);
		String image = service.path("image").asString("");
		if (!image.startsWith("${COSYMESH_REGISTRY:-}cosymesh/" + name + ":") || image.endsWith(":latest")) {
			faults.add("%s has the image '%s'".formatted(name, image));
		}
		if (!service.path("read_only").asBoolean(false)) {
			faults.add(name + ": root file system is writable");
		}
		if (!service.path("cap_drop").toString().contains("ALL")) {
			faults.add(name + ": capabilities are not dropped");
		}
		if (!service.path("security_opt").toString().contains("no-new-privileges:true")) {
			faults.add(name + ": may gain privileges");
		}
		if (service.path("privileged").asBoolean(false) || service.path("network_mode").isString()) {
			faults.add(name + ": privileged, or in the network of somebody else");
		}
		if (!name.equals("webui-service") && service.has("ports")) {
			faults.add(name + ": publishes a port");
		}
	}

	// Who could be called from two sides, and may be called from one, listens on that
	// side.
	private void listening(List<String> faults) {
		for (String name : List.of("backend-api", "webui-service")) {
			String address = this.file.at("/services")
				.path(name)
				.path("environment")
				.path("SERVER_ADDRESS")
				.asString("");
			String side = name.equals("backend-api") ? "gateway-backend" : OUTSIDE;
			boolean alias = PodRules
				.stream(this.file.at("/services").path(name).path("networks").path(side).path("aliases"))
				.anyMatch((each) -> each.asString().equals(address));
			boolean elsewhere = this.file.at("/services")
				.path(name)
				.path("networks")
				.properties()
				.stream()
				.filter((network) -> !network.getKey().equals(side))
				.anyMatch((network) -> network.getValue().path("aliases").toString().contains("\"" + address + "\""));
			if (address.isEmpty() || !alias || elsewhere) {
				faults.add("%s does not listen in the network '%s' alone".formatted(name, side));
			}
		}
	}

	/** Returns which of the mesh's services are in which network. */
	private Map<String, Set<String>> members() {
		Map<String, Set<String>> members = new TreeMap<>();
		for (String name : ServicePolicies.SERVICES) {
			JsonNode networks = this.file.at("/services").path(name).path("networks");
			(networks.isArray() ? PodRules.stream(networks).map(JsonNode::asString).toList() : networks.propertyNames())
				.forEach((network) -> members.computeIfAbsent(network, (_) -> new TreeSet<>()).add(name));
		}
		return members;
	}

	private static String pair(String one, String other) {
		return (one.compareTo(other) < 0) ? one + " and " + other : other + " and " + one;
	}

}
