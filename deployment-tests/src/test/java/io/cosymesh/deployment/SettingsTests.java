package io.cosymesh.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each variable that an overlay sets is a property that somebody reads: a misspelt one is
 * silently nothing.
 */
class SettingsTests {

	private static final String JSON = "SPRING_APPLICATION_JSON";

	private static final List<String> SPRING = List.of(JSON, "SPRING_CONFIG_IMPORT", "SPRING_DATASOURCE_URL",
			"SPRING_DATASOURCE_USERNAME", "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", "MANAGEMENT_SERVER_ADDRESS");

	private static final String SUFFIX = "-settings";

	@ParameterizedTest
	@EnumSource
	void everyVariableIsAProperty(Overlay overlay) {
		assertThat(unknown(overlay.render())).isEmpty();
	}

	@Test
	void misspeltVariableIsFound() {
		Manifests all = Overlay.LOCAL.render();
		JsonNode settings = all.all("ConfigMap")
			.filter((map) -> Manifests.name(map).startsWith("identity-ca" + SUFFIX))
			.findFirst()
			.orElseThrow();
		((ObjectNode) settings.path("data")).put("COSYMESH_CA_SVID_TTL", "10m")
			.put(JSON, "{\"cosymesh.pears.backend-api.patience\": \"60s\"}");
		assertThat(unknown(all)).containsExactly("identity-ca reads no COSYMESH_CA_SVID_TTL",
				"identity-ca reads no COSYMESH_PEARS");
	}

	private static Set<String> unknown(Manifests manifests) {
		Set<String> unknown = new TreeSet<>();
		manifests.all("ConfigMap").filter((map) -> Manifests.name(map).contains(SUFFIX)).forEach((map) -> {
			String reader = Manifests.name(map).replaceFirst(SUFFIX + ".*", "");
			Set<String> known = variables(reader);
			Stream.concat(map.path("data").propertyNames().stream(), inJson(map.at("/data/" + JSON)))
				.filter((name) -> !SPRING.contains(name) && !known.contains(name))
				.forEach((name) -> unknown.add("%s reads no %s".formatted(reader, name)));
		});
		return unknown;
	}

	/**
	 * Returns what is set by its own name, because that has a key with a dash in it, as
	 * the variable of the map.
	 */
	private static Stream<String> inJson(JsonNode json) {
		return json.isMissingNode() ? Stream.empty()
				: JsonMapper.shared()
					.readTree(json.asString())
					.propertyNames()
					.stream()
					.map((name) -> variable(name.replaceFirst("\\.[^.]*-[^.]*\\..*", "")));
	}

	/** Returns all variables that a service reads, or that each service does. */
	private static Set<String> variables(String reader) {
		Stream<String> modules = ServicePolicies.SERVICES.contains(reader)
				? Stream.of(reader, "mesh-spring-boot-starter") : Stream.of("mesh-spring-boot-starter");
		Set<String> variables = new TreeSet<>();
		modules.forEach((module) -> metadata(module).path("properties")
			.forEach((property) -> variables.add(variable(property.path("name").asString("")))));
		if (ServicePolicies.SERVICES.contains(reader)) {
			flatten("", Yaml.file(Path.of("..", reader, "src/main/resources/application.yaml")), variables);
		}
		return variables;
	}

	// Some are read by a condition alone, and stand in no metadata.
	private static void flatten(String prefix, JsonNode node, Set<String> variables) {
		node.properties().forEach((entry) -> flatten(prefix + entry.getKey() + ".", entry.getValue(), variables));
		if (!prefix.isEmpty() && !node.isObject()) {
			variables.add(variable(prefix.substring(0, prefix.length() - 1)));
		}
	}

	private static String variable(String property) {
		return property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
	}

	private static JsonNode metadata(String module) {
		return JsonMapper.shared()
			.readTree(Yaml.text(Path.of("..", module, "target/classes/META-INF/spring-configuration-metadata.json")));
	}

}
