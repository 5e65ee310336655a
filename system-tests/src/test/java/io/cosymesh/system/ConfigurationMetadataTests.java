package io.cosymesh.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors know of the properties of the mesh and its services.
 */
class ConfigurationMetadataTests {

	@ParameterizedTest
	@ValueSource(strings = { "mesh-spring-boot-starter", "identity-ca", "audio-processor", "inference-engine",
			"backend-api", "webui-service" })
	void everyPropertyHasADescription(String module) throws IOException {
		List<JsonNode> own = properties(module).filter((property) -> nameOf(property).startsWith("cosymesh")).toList();
		assertThat(own).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.path("description").asString("")).as(nameOf(property))
				.isNotBlank());
	}

	@Test
	void editorsAreHintedAtWhatPoliciesMayBe() throws IOException {
		assertThat(metadata("mesh-spring-boot-starter").get("hints")).extracting(ConfigurationMetadataTests::nameOf)
			.contains("cosymesh.policy.mode", "cosymesh.policy.file", "cosymesh.audit.include", "cosymesh.audit.file");
	}

	private static Stream<JsonNode> properties(String module) throws IOException {
		return metadata(module).get("properties").valueStream();
	}

	private static JsonNode metadata(String module) throws IOException {
		return JsonMapper.shared()
			.readTree(Files
				.readString(Path.of("..", module, "target/classes/META-INF/spring-configuration-metadata.json")));
	}

	private static String nameOf(JsonNode node) {
		return node.get("name").asString();
	}

}
