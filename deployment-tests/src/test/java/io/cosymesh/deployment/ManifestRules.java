package io.cosymesh.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * What holds for an overlay as a whole: nothing twice, every image pinned to one version,
 * nothing named that isn't there, no more permissions than needed.
 */
final class ManifestRules {

	private static final List<String> ROLE = List.of("tokenreviews create", "namespaces get", "pods get",
			"configmaps get,patch [cosymesh-trust-bundle]");

	private ManifestRules() {
	}

	static List<String> faults(Manifests manifests, Set<String> fromElsewhere) {
		List<String> faults = new ArrayList<>();
		twice(manifests, faults);
		images(manifests, faults);
		references(manifests, fromElsewhere, faults);
		permissions(manifests, faults);
		namespace(manifests, faults);
		return faults;
	}

	private static void twice(Manifests manifests, List<String> faults) {
		Set<String> seen = new HashSet<>();
		for (JsonNode document : manifests.documents()) {
			String group = document.path("apiVersion").asString("").replaceFirst("/?v[0-9a-z]+$", "");
			String id = group + " " + Manifests.title(document) + " in "
					+ document.at("/metadata/namespace").asString("-");
			if (!seen.add(id)) {
				faults.add("Applied twice: " + id);
			}
		}
	}

	private static void images(Manifests manifests, List<String> faults) {
		Set<String> versions = new TreeSet<>();
		manifests.all("Deployment").flatMap(ManifestRules::containers).forEach((container) -> {
			String image = container.path("image").asString("");
			String tag = image.contains(":") ? image.substring(image.lastIndexOf(':') + 1) : "";
			if (tag.isEmpty() || tag.equals("latest")) {
				faults.add("Image without a version: " + image);
			}
			if (image.startsWith("cosymesh/")) {
				versions.add(tag);
			}
		});
		if (versions.size() != 1) {
			faults.add("Images of several versions: " + versions);
		}
	}

	private static void references(Manifests manifests, Set<String> fromElsewhere, List<String> faults) {
		Set<String> there = new TreeSet<>(fromElsewhere);
		manifests.documents().forEach((document) -> there.add(Manifests.title(document)));
		manifests.all("Deployment").forEach((deployment) -> {
			Set<String> named = new TreeSet<>();
			deployment.findParents("configMapRef")
				.forEach((parent) -> named.add("ConfigMap/" + parent.at("/configMapRef/name").asString("")));
			deployment.findValues("configMap")
				.forEach((map) -> named.add("ConfigMap/" + map.path("name").asString("")));
			deployment.findValues("secret").forEach((secret) -> named.add("Secret/" + nameOf(secret)));
			deployment.findValues("claimName")
				.forEach((claim) -> named.add("PersistentVolumeClaim/" + claim.asString()));
			named.add("ServiceAccount/" + deployment.at("/spec/template/spec/serviceAccountName").asString(""));
			named.stream()
				.filter(Predicate.not(there::contains))
				.forEach((name) -> faults
					.add("%s names %s, which nobody makes".formatted(Manifests.name(deployment), name)));
		});
	}

	private static String nameOf(JsonNode secret) {
		return secret.path("secretName").asString(secret.path("name").asString(""));
	}

	private static void permissions(Manifests manifests, List<String> faults) {
		Set<String> granted = new TreeSet<>();
		manifests.documents().forEach((document) -> document.path("rules").forEach((rule) -> {
			if (!document.path("kind").asString("").endsWith("Role")) {
				return;
			}
			rule.path("resources")
				.forEach((resource) -> granted.add("%s %s%s".formatted(resource.asString(), texts(rule.path("verbs")),
						rule.has("resourceNames") ? " [" + texts(rule.path("resourceNames")) + "]" : "")));
		}));
		if (!granted.equals(new TreeSet<>(ROLE))) {
			faults.add("identity-ca may " + granted + " rather than " + new TreeSet<>(ROLE));
		}
		manifests.documents()
			.stream()
			.filter((document) -> document.path("kind").asString("").endsWith("RoleBinding"))
			.flatMap((binding) -> PodRules.stream(binding.path("subjects")))
			.filter((subject) -> !subject.path("name").asString("").equals("identity-ca"))
			.forEach((subject) -> faults.add("Somebody else is bound to a role: " + subject));
	}

	private static void namespace(Manifests manifests, List<String> faults) {
		JsonNode labels = manifests.find("Namespace", "cosymesh").at("/metadata/labels");
		if (!labels.path("cosymesh.io/identity").asString("").equals("enabled")) {
			faults.add("The namespace does not join the mesh");
		}
		if (!labels.path("pod-security.kubernetes.io/enforce").asString("").equals("restricted")) {
			faults.add("The namespace does not enforce 'restricted'");
		}
		manifests.documents()
			.stream()
			.filter((document) -> !document.path("kind")
				.asString("")
				.matches("Namespace|ClusterRole|ClusterRoleBinding"))
			.filter((document) -> !document.at("/metadata/namespace").asString("").equals("cosymesh"))
			.forEach((document) -> faults.add("In no namespace or another one: " + Manifests.title(document)));
	}

	private static String texts(JsonNode array) {
		return String.join(",", PodRules.stream(array).map(JsonNode::asString).toList());
	}

	private static Stream<JsonNode> containers(JsonNode deployment) {
		JsonNode pod = deployment.at("/spec/template/spec");
		return Stream.concat(PodRules.stream(pod.path("initContainers")), PodRules.stream(pod.path("containers")));
	}

}
