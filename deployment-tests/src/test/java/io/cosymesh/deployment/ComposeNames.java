package io.cosymesh.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Holds the compose file to one address for each name. Docker looks a name up in all
 * networks of whoever asks, so an alias that is in two of them may lead to a stranger.
 *
 * @param file the compose file
 */
record ComposeNames(JsonNode file) {

	private static final String OBSERVER = "prometheus";

	List<String> faults() {
		List<String> faults = new ArrayList<>();
		this.file.path("services").propertyNames().forEach((name) -> ambiguous(name, faults));
		ServicePolicies.SERVICES.forEach((name) -> management(name, faults));
		return faults;
	}

	/** Returns where the management ports of all services are to be asked. */
	static Set<String> managementPorts() {
		return ServicePolicies.SERVICES.stream()
			.map((name) -> management(name) + ":8081")
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private void ambiguous(String asker, List<String> faults) {
		Map<String, Set<String>> owners = new TreeMap<>();
		networks(asker).forEach((network) -> this.file.path("services")
			.propertyNames()
			.forEach((owner) -> aliases(owner, network)
				.forEach((alias) -> owners.computeIfAbsent(alias, (_) -> new TreeSet<>())
					.add("%s in %s".formatted(owner, network)))));
		owners.forEach((alias, found) -> {
			if (found.size() > 1) {
				faults.add("Whom %s finds as '%s' is open: %s".formatted(asker, alias, found));
			}
		});
	}

	private void management(String name, List<String> faults) {
		String address = this.file.at("/services").path(name).at("/environment/MANAGEMENT_SERVER_ADDRESS").asString("");
		if (!address.equals("${COSYMESH_MANAGEMENT:+%s.}${COSYMESH_MANAGEMENT:-127.0.0.1}".formatted(name))) {
			faults.add("%s opens its management port as '%s'".formatted(name, address));
		}
		Set<String> named = networks(name);
		named.removeIf((network) -> !aliases(name, network).contains(management(name)));
		Set<String> observed = new HashSet<>(named);
		observed.retainAll(networks(OBSERVER));
		if (named.size() != 1 || observed.size() != 1) {
			faults.add("%s has its management port in %s".formatted(name, named));
		}
	}

	private Set<String> networks(String service) {
		JsonNode networks = this.file.at("/services").path(service).path("networks");
		return networks.isArray()
				? PodRules.stream(networks).map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new))
				: new TreeSet<>(networks.propertyNames());
	}

	private List<String> aliases(String service, String network) {
		return PodRules.stream(this.file.at("/services").path(service).path("networks").path(network).path("aliases"))
			.map(JsonNode::asString)
			.toList();
	}

	private static String management(String name) {
		return name + ".management";
	}

}
