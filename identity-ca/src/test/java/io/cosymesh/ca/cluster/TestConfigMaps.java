package io.cosymesh.ca.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;

/**
 * The ConfigMaps of a {@link TestCluster}, with Kubernetes' own precondition: a change
 * that names an older version conflicts.
 */
public final class TestConfigMaps {

	private final Map<String, Map<String, String>> data = new TreeMap<>();

	private final Map<String, Integer> versions = new TreeMap<>();

	private Runnable beforePatch = () -> {
	};

	private int writes;

	/** Makes one without data, as it is shipped. */
	public synchronized void create(String namespace, String name) {
		put(path(namespace, name), Map.of());
	}

	public synchronized void set(String namespace, String name, String key, String value) {
		put(path(namespace, name), Map.of(key, value));
	}

	public synchronized void delete(String namespace, String name) {
		this.data.remove(path(namespace, name));
	}

	public synchronized Optional<String> value(String namespace, String name, String key) {
		return Optional.ofNullable(this.data.get(path(namespace, name))).map((map) -> map.get(key));
	}

	public synchronized int writes() {
		return this.writes;
	}

	/** Does something once, before the next change is looked at. */
	public synchronized void beforeNextPatch(Runnable action) {
		this.beforePatch = action;
	}

	synchronized Answer get(String path) {
		return this.data.containsKey(path) ? new Answer(200, body(path)) : new Answer(404, Map.of());
	}

	synchronized Answer patch(String path, JsonNode change) {
		Runnable action = this.beforePatch;
		this.beforePatch = () -> {
		};
		action.run();
		if (!this.data.containsKey(path)) {
			return new Answer(404, Map.of());
		}
		String expected = change.path("metadata").path("resourceVersion").asString("");
		if (!expected.isEmpty() && !expected.equals(String.valueOf(this.versions.get(path)))) {
			return new Answer(409, Map.of());
		}
		Map<String, String> merged = new LinkedHashMap<>(this.data.get(path));
		change.path("data").properties().forEach((entry) -> merged.put(entry.getKey(), entry.getValue().asString()));
		put(path, merged);
		this.writes++;
		return new Answer(200, body(path));
	}

	private void put(String path, Map<String, String> content) {
		this.data.put(path, content);
		this.versions.merge(path, 1, Integer::sum);
	}

	private Map<String, Object> body(String path) {
		String[] parts = path.split("/");
		return Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("namespace", parts[4], "name",
				parts[6], "resourceVersion", String.valueOf(this.versions.get(path))), "data", this.data.get(path));
	}

	private static String path(String namespace, String name) {
		return "/api/v1/namespaces/%s/configmaps/%s".formatted(namespace, name);
	}

	/**
	 * What the API server says.
	 */
	record Answer(int status, Object body) {
	}

}
