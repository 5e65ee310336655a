package io.cosymesh.deployment;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What the network policies of an overlay let through, by the labels of its pods.
 *
 * @param manifests the overlay
 */
record NetworkEdges(Manifests manifests) {

	private static final int ANY = 0;

	/** Returns what pods may be called by. */
	Set<Edge> ingress() {
		return edges("Ingress", "ingress", "from", (self, other, port) -> new Edge(other, self, port));
	}

	/** Returns what pods may call. */
	Set<Edge> egress() {
		return edges("Egress", "egress", "to", (self, other, port) -> new Edge(self, other, port));
	}

	/** Returns where nothing is said of who calls: pod and port. */
	Set<String> openIngress() {
		return open("Ingress", "ingress", "from");
	}

	/** Returns where nothing is said of who is called: pod and port. */
	Set<String> openEgress() {
		return open("Egress", "egress", "to");
	}

	/** Returns what may come from or go to other namespaces. */
	Set<String> otherNamespaces() {
		Set<String> others = new TreeSet<>();
		policies().forEach((policy) -> Stream.of("ingress/from", "egress/to").forEach((way) -> {
			String[] parts = way.split("/");
			policy.at("/spec/" + parts[0]).forEach((rule) -> rule.path(parts[1]).forEach((peer) -> {
				if (peer.has("namespaceSelector") || peer.has("ipBlock")) {
					ports(rule).forEach((port) -> others.add("%s %s %s %d".formatted(Manifests.name(policy), parts[1],
							peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name").asString("?"),
							port)));
				}
			}));
		}));
		return others;
	}

	/** Tells whether pods are shut in both directions unless a policy says otherwise. */
	boolean deniesByDefault() {
		return policies().anyMatch((policy) -> policy.at("/spec/podSelector").isEmpty()
				&& !policy.path("spec").has("ingress") && !policy.path("spec").has("egress")
				&& PodRules.stream(policy.at("/spec/policyTypes")).count() == 2);
	}

	private Set<Edge> edges(String type, String direction, String peers, EdgeMaker maker) {
		Set<Edge> edges = new TreeSet<>();
		rules(type, direction).forEach((entry) -> entry.rule()
			.path(peers)
			.forEach((peer) -> pods(peer).forEach((other) -> ports(entry.rule())
				.forEach((port) -> edges.add(maker.make(entry.pod(), other, port))))));
		return edges;
	}

	private Set<String> open(String type, String direction, String peers) {
		Set<String> open = new TreeSet<>();
		rules(type, direction).filter((entry) -> entry.rule().path(peers).isEmpty())
			.forEach((entry) -> ports(entry.rule()).forEach((port) -> open.add(entry.pod() + ":" + port)));
		return open;
	}

	private Stream<RuleOfPod> rules(String type, String direction) {
		return policies()
			.filter((policy) -> PodRules.stream(policy.at("/spec/policyTypes"))
				.anyMatch((each) -> each.asString().equals(type)))
			.flatMap((policy) -> selected(policy.at("/spec/podSelector"))
				.flatMap((pod) -> PodRules.stream(policy.path("spec").path(direction))
					.map((rule) -> new RuleOfPod(pod, rule))));
	}

	private Stream<JsonNode> policies() {
		return this.manifests.all("NetworkPolicy");
	}

	private Stream<String> pods(JsonNode peer) {
		return (peer.has("podSelector") && !peer.has("namespaceSelector")) ? selected(peer.path("podSelector"))
				: Stream.empty();
	}

	private Stream<String> selected(JsonNode selector) {
		return this.manifests.podLabels().entrySet().stream().filter(matches(selector)).map(Map.Entry::getKey);
	}

	private static Predicate<Map.Entry<String, Map<String, String>>> matches(JsonNode selector) {
		Map<String, String> wanted = Manifests.texts(selector.path("matchLabels"));
		return (pod) -> pod.getValue().entrySet().containsAll(wanted.entrySet())
				&& PodRules.stream(selector.path("matchExpressions"))
					.allMatch((expression) -> isIn(expression, pod.getValue()));
	}

	private static boolean isIn(JsonNode expression, Map<String, String> labels) {
		if (!expression.path("operator").asString("").equals("In")) {
			throw new AssertionError("Not understood here: " + expression);
		}
		String value = labels.get(expression.path("key").asString(""));
		return PodRules.stream(expression.path("values")).anyMatch((each) -> each.asString().equals(value));
	}

	private static Set<Integer> ports(JsonNode rule) {
		Set<Integer> ports = new TreeSet<>();
		rule.path("ports").forEach((port) -> ports.add(port.path("port").asInt()));
		return ports.isEmpty() ? Set.of(ANY) : ports;
	}

	private record RuleOfPod(String pod, JsonNode rule) {
	}

	@FunctionalInterface
	private interface EdgeMaker {

		Edge make(String self, String other, int port);

	}

}
