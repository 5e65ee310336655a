package io.cosymesh.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/**
 * Holds an overlay to what the services say: an edge of the network for each rule and a
 * rule for each edge, an address for each call, a rule for each service account.
 */
final class Consistency {

	private static final Set<String> OTHER_NAMESPACES = Set.of("dns to kube-system 53",
			"management from monitoring 8081");

	private final List<String> faults = new ArrayList<>();

	private final Manifests manifests;

	private final ServicePolicies policies;

	private Consistency(Manifests manifests, ServicePolicies policies) {
		this.manifests = manifests;
		this.policies = policies;
	}

	static List<String> faults(Manifests manifests, ServicePolicies policies, Set<String> waysOut) {
		Consistency consistency = new Consistency(manifests, policies);
		consistency.network(waysOut);
		consistency.addresses();
		consistency.accounts();
		return consistency.faults;
	}

	private void network(Set<String> waysOut) {
		NetworkEdges network = new NetworkEdges(this.manifests);
		if (!network.deniesByDefault()) {
			this.faults.add("Pods are not shut by default");
		}
		same("rule", this.policies.edges(), "way in", network.ingress());
		same("rule", this.policies.edges(), "way out", network.egress());
		same("rule", this.policies.edges(), "call", this.policies.calls());
		same("expectation", Set.of("webui-service:8443"), "way in from anywhere", network.openIngress());
		same("expectation", waysOut, "way out to anywhere", network.openEgress());
		same("expectation", OTHER_NAMESPACES, "way from or to another namespace", network.otherNamespaces());
	}

	private void addresses() {
		Set<Edge> calls = new TreeSet<>(this.policies.calls());
		for (Edge call : calls) {
			boolean served = this.manifests.all("Service")
				.filter((service) -> Manifests.name(service).equals(call.to()))
				.anyMatch((service) -> leadsTo(service, call));
			if (!served) {
				this.faults.add("No Service leads from '%s' to a container's port".formatted(call));
			}
		}
	}

	private boolean leadsTo(JsonNode service, Edge call) {
		JsonNode labels = this.manifests.find("Deployment", call.to()).at("/spec/template/metadata/labels");
		boolean selects = Manifests.texts(labels)
			.entrySet()
			.containsAll(Manifests.texts(service.at("/spec/selector")).entrySet());
		return selects && PodRules.stream(service.at("/spec/ports"))
			.filter((port) -> port.path("port").asInt() == call.port())
			.anyMatch((port) -> containerPort(call.to(), port.path("targetPort").asString("")) == call.port());
	}

	private int containerPort(String deployment, String name) {
		return PodRules.stream(this.manifests.pod(deployment).path("containers"))
			.flatMap((container) -> PodRules.stream(container.path("ports")))
			.filter((port) -> port.path("name").asString("").equals(name))
			.mapToInt((port) -> port.path("containerPort").asInt())
			.findFirst()
			.orElse(-1);
	}

	private void accounts() {
		Set<String> accounts = new TreeSet<>();
		this.manifests.all("ServiceAccount").forEach((account) -> {
			accounts.add(Manifests.name(account));
			if (account.path("automountServiceAccountToken").asBoolean(true)) {
				this.faults.add("ServiceAccount '%s' mounts its token everywhere".formatted(Manifests.name(account)));
			}
		});
		Set<String> known = new TreeSet<>(ServicePolicies.SERVICES);
		known.add(ServicePolicies.OPERATOR);
		same("service", known, "service account", accounts);
		Set<String> deployed = this.manifests.podLabels().keySet();
		same("service", ServicePolicies.SERVICES, "deployment", deployed);
		for (String caller : this.policies.named()) {
			if (!caller.equals("*") && !accounts.contains(caller)) {
				this.faults.add("A rule allows '%s', which is no service account".formatted(caller));
			}
		}
	}

	private <T> void same(String what, Set<T> wanted, String found, Set<T> there) {
		wanted.stream()
			.filter((each) -> !there.contains(each))
			.forEach((each) -> this.faults.add("%s without a %s: %s".formatted(what, found, each)));
		there.stream()
			.filter((each) -> !wanted.contains(each))
			.forEach((each) -> this.faults
				.add("%s without %s %s: %s".formatted(found, what.startsWith("e") ? "an" : "a", what, each)));
	}

}
