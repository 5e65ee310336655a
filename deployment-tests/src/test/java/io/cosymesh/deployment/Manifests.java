package io.cosymesh.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cluster would be given.
 *
 * @param documents all objects
 */
record Manifests(List<JsonNode> documents) {

	Manifests {
		documents = new ArrayList<>(documents);
	}

	static Manifests of(String text) {
		return new Manifests(Yaml.documents(text));
	}

	Manifests copy() {
		return new Manifests(this.documents.stream().map(JsonNode::deepCopy).toList());
	}

	Stream<JsonNode> all(String kind) {
		return this.documents.stream().filter((document) -> document.path("kind").asString("").equals(kind));
	}

	ObjectNode find(String kind, String name) {
		return (ObjectNode) all(kind).filter((document) -> name(document).equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no %s '%s'".formatted(kind, name)));
	}

	/** Returns the specification of one deployment's pods. */
	ObjectNode pod(String deployment) {
		return (ObjectNode) find("Deployment", deployment).at("/spec/template/spec");
	}

	/** Returns what pods carry as labels, by the name of their deployment. */
	Map<String, Map<String, String>> podLabels() {
		Map<String, Map<String, String>> labels = new TreeMap<>();
		all("Deployment").forEach(
				(deployment) -> labels.put(name(deployment), texts(deployment.at("/spec/template/metadata/labels"))));
		return labels;
	}

	static String name(JsonNode document) {
		return document.at("/metadata/name").asString("");
	}

	static String title(JsonNode document) {
		return document.path("kind").asString("") + "/" + name(document);
	}

	static Map<String, String> texts(JsonNode object) {
		Map<String, String> texts = new TreeMap<>();
		object.properties().forEach((entry) -> texts.put(entry.getKey(), entry.getValue().asString()));
		return texts;
	}

}
