package io.cosymesh.deployment;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

	@Test
	void prometheusAsksForWhatTheServicesOpen() {
		JsonNode config = Yaml.file(Path.of("../config/container/prometheus.yml")).at("/scrape_configs/0");
		assertThat(PodRules.stream(config.at("/static_configs/0/targets")).map(JsonNode::asString))
			.containsExactlyInAnyOrderElementsOf(ComposeNames.managementPorts());
		Pattern instance = Pattern.compile(config.at("/relabel_configs/0/regex").asString());
		assertThat(ComposeNames.managementPorts()).allSatisfy((port) -> {
			Matcher matcher = instance.matcher(port);
			assertThat(matcher.matches()).isTrue();
			assertThat(matcher.group(1)).isIn(ServicePolicies.SERVICES);
		});
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
				planted("Whom identity-ca finds as 'management' is open: [audio-processor in identity-audio-processor, "
						+ "webui-service in identity-webui-service]", (file) -> {
							alias(file, "audio-processor", "identity-audio-processor").add("management");
							alias(file, "webui-service", "identity-webui-service").add("management");
						}),
				planted("Whom prometheus finds as 'identity-ca.management' is open",
						(file) -> alias(file, "identity-ca", "identity-backend-api").add("identity-ca.management")),
				planted("identity-ca has its management port in [ca-vault]", (file) -> {
					alias(file, "identity-ca", "identity-webui-service").removeAll();
					alias(file, "identity-ca", "ca-vault").add("identity-ca.management");
				}),
				planted("backend-api opens its management port as '0.0.0.0'",
						(file) -> ((ObjectNode) file.at("/services/backend-api/environment"))
							.put("MANAGEMENT_SERVER_ADDRESS", "0.0.0.0")),
				planted("identity-ca has the image '${COSYMESH_REGISTRY:-}cosymesh/identity-ca:latest'",
						(file) -> service(file, "identity-ca").put("image",
								"${COSYMESH_REGISTRY:-}cosymesh/identity-ca:latest")),
				planted("identity-ca has the image 'cosymesh/identity-ca:0.1.0'",
						(file) -> service(file, "identity-ca").put("image", "cosymesh/identity-ca:0.1.0")));
	}

	private static ObjectNode service(ObjectNode file, String name) {
		return (ObjectNode) file.at("/services").path(name);
	}

	private static ArrayNode alias(ObjectNode file, String service, String network) {
		ObjectNode networks = (ObjectNode) service(file, service).path("networks");
		ObjectNode joined = networks.path(network) instanceof ObjectNode some ? some : networks.putObject(network);
		return joined.path("aliases") instanceof ArrayNode some ? some : joined.putArray("aliases");
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
