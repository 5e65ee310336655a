package io.cosymesh.compose;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.Wait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The images of this build, started by the repository's own {@code docker-compose.yml}.
 * The first start is that of an earlier version: the same bits by another name.
 */
final class ComposeStack implements AutoCloseable {

	static final List<String> SERVICES = List.of("identity-ca", "audio-processor", "inference-engine", "backend-api",
			"webui-service");

	static final List<String> IMAGES = Stream.concat(SERVICES.stream(), Stream.of("init")).toList();

	static final String VERSION = "0.0.0-test";

	static final String EARLIER = "0.0.0-earlier";

	private static final Path ROOT = Path.of(System.getProperty("cosymesh.root"));

	private final int port = freePort();

	private final Map<String, String> environment = new HashMap<>(Map.of("COSYMESH_JARS", "prebuilt", "COSYMESH_PORT",
			String.valueOf(this.port), "COSYMESH_REGISTRY", "", "COSYMESH_VERSION", VERSION, "DOCKER_BUILDKIT", "1"));

	private final Docker docker = new Docker(ROOT, this.environment);

	private final ComposeContainer compose;

	private String project = "";

	private ComposeStack() {
		this.docker.ok("compose", "build", "--quiet");
		IMAGES.forEach((name) -> this.docker.ok("tag", image(name, VERSION), image(name, EARLIER)));
		this.environment.put("COSYMESH_VERSION", EARLIER);
		this.compose = new ComposeContainer("cosymesh-test", new File(ROOT.toFile(), "docker-compose.yml"))
			.withEnv(this.environment)
			.withPull(false)
			.withBuild(false)
			.withStartupTimeout(Duration.ofMinutes(5))
			.waitingFor("webui-service", Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(5)));
	}

	/**
	 * Builds the images and starts the stack.
	 */
	static ComposeStack start() {
		ComposeStack stack = new ComposeStack();
		stack.compose.start();
		stack.project = stack.compose.getContainerByServiceName("identity-ca")
			.map(ContainerState::getContainerInfo)
			.map((info) -> info.getConfig().getLabels().get("com.docker.compose.project"))
			.orElseThrow();
		return stack;
	}

	/**
	 * Changes to the version of this build, as an operator does.
	 */
	void upgrade() {
		this.environment.put("COSYMESH_VERSION", VERSION);
		compose("up", "--detach", "--no-build", "--wait");
	}

	/**
	 * Takes all containers and networks away, and starts anew from the volumes.
	 */
	void downAndUp() {
		compose("down");
		compose("up", "--detach", "--no-build", "--wait");
	}

	String compose(String... arguments) {
		return this.docker
			.ok(Stream.concat(Stream.of("compose", "-p", this.project), Stream.of(arguments)).toArray(String[]::new));
	}

	Docker docker() {
		return this.docker;
	}

	/**
	 * Runs a command in a service's container.
	 */
	Docker.Output exec(String service, String... command) {
		return this.docker
			.run(Stream.concat(Stream.of("compose", "-p", this.project, "exec", "-T", service), Stream.of(command))
				.toArray(String[]::new));
	}

	String read(String service, String file) {
		Docker.Output output = exec(service, "cat", file);
		if (output.code() != 0) {
			throw new AssertionError(output.text());
		}
		return output.text();
	}

	/**
	 * Runs a program of an image, without a network.
	 * @return what it printed, stripped
	 */
	String runImage(String name, String program, String... arguments) {
		return this.docker.ok(
				Stream
					.concat(Stream.of("run", "--rm", "--network", "none", "--entrypoint", program,
							image(name, VERSION)), Stream.of(arguments))
					.toArray(String[]::new));
	}

	/**
	 * Returns what Docker knows of a service's container.
	 */
	JsonNode inspect(String service) {
		String id = this.docker.ok("compose", "-p", this.project, "ps", "--all", "--quiet", service);
		return JsonMapper.shared().readTree(this.docker.ok("inspect", id)).get(0);
	}

	/**
	 * Returns the addresses of a service, by the name that the compose file gives to the
	 * network.
	 */
	Map<String, String> addresses(String service) {
		Map<String, String> addresses = new HashMap<>();
		inspect(service).at("/NetworkSettings/Networks")
			.properties()
			.forEach((entry) -> addresses.put(entry.getKey().substring(this.project.length() + 1),
					entry.getValue().path("IPAddress").asString()));
		return addresses;
	}

	/**
	 * Returns the addresses that the networks of a service keep for the host.
	 */
	List<String> gateways(String service) {
		List<String> gateways = addresses(service).keySet()
			.stream()
			.map((name) -> this.docker.ok("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}",
					network(name)))
			.toList();
		if (gateways.contains("")) {
			throw new AssertionError("a network of %s has no gateway".formatted(service));
		}
		return gateways;
	}

	/**
	 * Returns what the size report says of the images of this build.
	 */
	String sizes() {
		Docker.Output output = this.docker.command(new byte[0], List.of("config/container/sizes", VERSION));
		if (output.code() != 0) {
			throw new AssertionError(output.text());
		}
		return output.text().strip();
	}

	String network(String name) {
		return this.project + "_" + name;
	}

	static String image(String name, String version) {
		return "cosymesh/%s:%s".formatted(name, version);
	}

	String url() {
		return "https://localhost:" + this.port;
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.compose.stop();
	}

}
