package io.cosymesh.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code ./cosymesh --context compose} and {@code --context kubernetes} against services
 * that run: docker and kubectl are scripts that take the processes of the local stack for
 * containers and pods, and lead to their ports.
 */
@Order(8)
@ExtendWith(StackExtension.class)
class ContextsIT {

	private static final Path PROGRAMS = Path.of("src/test/resources/contexts").toAbsolutePath();

	private final Cosymesh stack;

	ContextsIT(Cosymesh stack) {
		this.stack = stack;
	}

	@AfterEach
	void noProgramOutlivesItsCommand() {
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> programs().toList().isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "compose", "kubernetes" })
	void everyServiceIsThereWithItsIdentity(String context) {
		JsonNode services = JsonMapper.shared().readTree(succeed(context, "status", "--json").out()).path("services");
		assertThat(services).hasSize(5).allSatisfy((service) -> {
			assertThat(service.path("state").asString()).isEqualTo("running");
			assertThat(service.path("spiffeId").asString())
				.isEqualTo(StackAuthority.idOf(service.path("name").asString()));
		});
		assertThat(services.path(3).path("ready").asString()).isEqualTo(context.equals("compose") ? "1/1" : "2/2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "compose", "kubernetes" })
	void checkLooksAtEverythingAndSpeaks(String context) {
		Cosymesh.Result result = run(context, Map.of(), "check", "--wait", "30s");
		assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
		assertThat(result.out())
			.contains("√ the operator can get an SVID", "√ audio-processor proves who it is on port 8443",
					"√ services use the published trust bundle", "√ a word can be spoken", "Status check results are √")
			.contains(context.equals("compose") ? "√ backend-api runs" : "√ backend-api (backend-api-pod2) runs");
	}

	@Test
	void gatewayIsReachedWhereItIsPublishedAndVerifiedByItsAuthority() {
		assertThat(succeed("compose", "identity", "-o", "table").out()).contains(StackAuthority.idOf("backend-api"));
		JsonNode credentials = JsonMapper.shared().readTree(succeed("compose", "credentials", "--json").out());
		assertThat(credentials.path("url").asString()).endsWith(":" + this.stack.port());
		assertThat(Path.of(credentials.path("caCertificate").asString()))
			.hasSameTextualContentAs(this.stack.home().resolve("webui-service/tls/ca.pem"));
		assertThat(succeed("compose", "logs", "backend-api", "-n", "3").out()).isNotBlank();
	}

	@Test
	void tokenOfTheOperatorsAccountOpensTheCaAndTheServices() {
		assertThat(succeed("kubernetes", "ca", "authorities").out()).contains("active");
		assertThat(succeed("kubernetes", "authz", "explain", "--from", "backend-api", "--to", "audio-processor",
				"POST /v1/encode")
			.out()).contains("DECISION   allowed");
	}

	@Test
	void containerThatHasEndedIsNamedWithItsFix() {
		Cosymesh.Result result = run("compose", Map.of("DOWN", "inference-engine"), "check", "--no-speech");
		assertThat(result.exitCode()).isOne();
		assertThat(result.out()).contains("× inference-engine runs", "its container has ended with exit code 3",
				"docker compose up -d --wait inference-engine starts it");
	}

	@Test
	void podThatHasFailedIsNamedWithItsFix() {
		Cosymesh.Result result = run("kubernetes", Map.of("DOWN", "inference-engine"), "check", "--no-speech");
		assertThat(result.exitCode()).isOne();
		assertThat(result.out()).contains("× inference-engine runs", "Evicted",
				"kubectl --namespace cosymesh describe pod inference-engine-pod1");
	}

	@Test
	void restartWaitsUntilTheServiceIsReady() {
		Path pid = this.stack.home().resolve("run/audio-processor.pid");
		String before = read(pid);
		succeed("kubernetes", "restart", "audio-processor");
		assertThat(read(pid)).isNotEqualTo(before);
	}

	private Cosymesh.Result succeed(String context, String... arguments) {
		Cosymesh.Result result = run(context, Map.of(), arguments);
		assertThat(result.exitCode()).as("%s%n%s", String.join(" ", arguments), result.err()).isZero();
		return result;
	}

	private Cosymesh.Result run(String context, Map<String, String> more, String... arguments) {
		Map<String, String> environment = new HashMap<>(more);
		environment.put("PATH", PROGRAMS + File.pathSeparator + System.getenv("PATH"));
		environment.put("GATEWAY_PORT", String.valueOf(this.stack.port()));
		environment.put("COSYMESH", Cosymesh.command());
		return this.stack.run(environment,
				Stream.concat(Stream.of("--context", context), Arrays.stream(arguments)).toArray(String[]::new));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static Stream<ProcessHandle> programs() {
		List<String> names = List.of(PROGRAMS.resolve("docker").toString(), PROGRAMS.resolve("kubectl").toString());
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(names::contains));
	}

}
