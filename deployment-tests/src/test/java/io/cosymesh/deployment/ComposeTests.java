package io.cosymesh.deployment;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ComposeTests {

	@Test
	void networksAreThoseOfThePolicies() {
		assertThat(Compose.read().faults(ServicePolicies.read())).isEmpty();
	}

	@Test
	void imagesThatAreBuiltHereComeFromWhereBakePushesThem() {
		Set<String> built = new TreeSet<>();
		Compose.read().file().path("services").properties().forEach((service) -> {
			if (service.getValue().has("build")) {
				built.add(service.getKey());
				assertThat(service.getValue().path("image").asString()).isEqualTo(
						"${COSYMESH_REGISTRY:-}cosymesh/%s:${COSYMESH_VERSION:-0.1.0}".formatted(service.getKey()));
			}
		});
		assertThat(built).containsAll(ServicePolicies.SERVICES).contains("init");
		assertThat(Yaml.text(Path.of("../docker-bake.hcl")))
			.contains("[\"${COSYMESH_REGISTRY}cosymesh/${image}:${COSYMESH_VERSION}\"]");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void plantedFaultIsFound(String fault, Consumer<ObjectNode> change) {
		Compose compose = Compose.read().copy();
		change.accept((ObjectNode) compose.file());
		assertThat(compose.faults(ServicePolicies.read())).anySatisfy((found) -> assertThat(found).contains(fault));
	}

	static Stream<Arguments> plantedFaultIsFound() {
		return Stream.of(
				planted("without a rule: audio-processor and inference-engine",
						(file) -> join(file, "inference-engine", "backend-audio")),
				planted("has more than one hop", (file) -> join(file, "webui-service", "backend-audio")),
				planted("Rule without a network: audio-processor and backend-api",
						(file) -> leave(file, "audio-processor", "backend-audio")),
				planted("In the network that leads out", (file) -> join(file, "inference-engine", "front")),
				planted("Network 'backend-engine' leads out",
						(file) -> ((ObjectNode) file.at("/networks/backend-engine")).put("internal", false)),
				planted("backend-api does not listen in the network 'gateway-backend' alone",
						(file) -> ((ObjectNode) file.at("/services/backend-api/environment")).put("SERVER_ADDRESS",
								"0.0.0.0")),
				planted("webui-service does not listen",
						(file) -> ((ObjectNode) file.at("/services/webui-service")).remove("environment")),
				planted("audio-processor: root file system is writable",
						(file) -> service(file, "audio-processor").put("read_only", false)),
				planted("backend-api: capabilities are not dropped",
						(file) -> service(file, "backend-api").remove("cap_drop")),
				planted("identity-ca: may gain privileges",
						(file) -> service(file, "identity-ca").remove("security_opt")),
				planted("inference-engine: publishes a port",
						(file) -> service(file, "inference-engine").putArray("ports").add("9445:8443")),
				planted("audio-processor: privileged",
						(file) -> service(file, "audio-processor").put("network_mode", "host")),
				planted("identity-ca has the image '${COSYMESH_REGISTRY:-}cosymesh/identity-ca:latest'",
						(file) -> service(file, "identity-ca").put("image",
								"${COSYMESH_REGISTRY:-}cosymesh/identity-ca:latest")),
				planted("identity-ca has the image 'cosymesh/identity-ca:0.1.0'",
						(file) -> service(file, "identity-ca").put("image", "cosymesh/identity-ca:0.1.0")));
	}

	private static ObjectNode service(ObjectNode file, String name) {
		return (ObjectNode) file.at("/services").path(name);
	}

	private static void join(ObjectNode file, String service, String network) {
		JsonNode networks = service(file, service).path("networks");
		switch (networks) {
			case ArrayNode list -> list.add(network);
			case ObjectNode map -> map.putObject(network);
			default -> throw new AssertionError(service + " has no networks");
		}
	}

	private static void leave(ObjectNode file, String service, String network) {
		JsonNode networks = service(file, service).path("networks");
		switch (networks) {
			case ArrayNode list -> list.removeIf((each) -> each.asString().equals(network));
			case ObjectNode map -> map.remove(network);
			default -> throw new AssertionError(service + " has no networks");
		}
	}

	private static Arguments planted(String fault, Consumer<ObjectNode> change) {
		return arguments(fault, change);
	}

}
