package io.cosymesh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The {@code ./cosymesh} command as a script would use it, with a state directory and
 * ports of its own.
 *
 * @param home the state directory
 * @param port the gateway's port
 * @param portOffset what the other ports are shifted by
 */
record Cosymesh(Path home, int port, int portOffset) {

	private static final Path ROOT = Path.of(System.getProperty("cosymesh.root", "..")).toAbsolutePath().normalize();

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	Result run(String... arguments) {
		return run(Map.of(), arguments);
	}

	Result run(Map<String, String> environment, String... arguments) {
		try {
			Path out = Files.createTempFile("cosymesh", ".out");
			Path err = Files.createTempFile("cosymesh", ".err");
			ProcessBuilder builder = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
			builder.environment().putAll(environment);
			Process process = builder.start();
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new AssertionError("./cosymesh %s does not end".formatted(String.join(" ", arguments)));
			}
			Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
			Files.delete(out);
			Files.delete(err);
			return result;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/** Returns the command itself. */
	static String command() {
		return ROOT.resolve("cosymesh").toString();
	}

	/**
	 * Starts a command that runs until it is told to stop.
	 */
	Process start(String... arguments) {
		try {
			return builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	Result succeed(String... arguments) {
		return succeed(Map.of(), arguments);
	}

	/**
	 * Runs a command whose services find more in their environment.
	 */
	Result succeed(Map<String, String> environment, String... arguments) {
		Result result = run(environment, arguments);
		assertThat(result.exitCode()).as("./cosymesh %s%n%s", String.join(" ", arguments), result.err()).isZero();
		return result;
	}

	private ProcessBuilder builder(String... arguments) {
		ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(command()), Stream.of(arguments)).toList());
		builder.environment().put("COSYMESH_HOME", this.home.toString());
		builder.environment().put("COSYMESH_PORT_OFFSET", String.valueOf(this.portOffset));
		builder.environment().put("COSYMESH_BUILD", "never");
		// The launcher, not this build, decides which Java the services get.
		builder.environment().remove("JAVA_HOME");
		builder.environment().put("JDK_JAVA_OPTIONS", TlsEngine.ofThisRun().option());
		return builder;
	}

	List<JsonNode> status() {
		return List.copyOf(JsonMapper.shared()
			.readTree(succeed("status", "--json").out())
			.path("services")
			.values()
			.stream()
			.toList());
	}

	JsonNode status(String service) {
		return status().stream()
			.filter((state) -> state.path("name").asString().equals(service))
			.findFirst()
			.orElseThrow();
	}

	Map<String, Long> pids() {
		return status().stream()
			.collect(Collectors.toMap((service) -> service.path("name").asString(),
					(service) -> service.path("pid").asLong()));
	}

	/**
	 * Returns the CA's authorities of a kind, oldest first.
	 */
	List<JsonNode> authorities(String kind) {
		return JsonMapper.shared()
			.readTree(succeed("ca", "authorities", "-o", "json").out())
			.path("authorities")
			.values()
			.stream()
			.filter((authority) -> authority.path("kind").asString().equals(kind))
			.toList();
	}

	ProcessHandle process(String service) {
		return ProcessHandle.of(status(service).path("pid").asLong()).orElseThrow();
	}

	/**
	 * Kills a service as {@code kill -9} does and waits until it is gone.
	 */
	void kill(String service) {
		ProcessHandle process = process(service);
		process.destroyForcibly();
		process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
	}

	JsonNode credentials() {
		return JsonMapper.shared().readTree(succeed("credentials", "--json").out());
	}

	/**
	 * Returns what a service says of its readiness on its management port.
	 */
	JsonNode readiness(int standardPort) {
		return JsonMapper.shared().readTree(management(standardPort, "/actuator/health/readiness"));
	}

	private String management(int standardPort, String path) {
		URI uri = URI.create("http://127.0.0.1:%d%s".formatted(meshPort(standardPort), path));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	int meshPort(int standard) {
		return standard + this.portOffset;
	}

	Path logs() {
		return this.home.resolve("logs");
	}

	Log log(String service) {
		return new Log(logs().resolve(service + ".log"));
	}

	Audit audit(String service) {
		return new Audit(new Log(logs().resolve("audit").resolve(service + ".jsonl")));
	}

	/**
	 * Returns what a service's metrics say on its management port.
	 */
	String metrics(int standardPort) {
		return management(standardPort, "/actuator/prometheus");
	}

	/**
	 * What a command left behind.
	 */
	record Result(int exitCode, String out, String err) {
	}

	/**
	 * A service's log from the moment it was asked for.
	 */
	static final class Log {

		private static final Duration PATIENCE_FOR_A_LINE = Duration.ofSeconds(10);

		private final Path file;

		private final long begin;

		private Log(Path file) {
			this.file = file;
			this.begin = file.toFile().length();
		}

		/**
		 * Waits for a line with all these parts.
		 */
		void await(String... parts) {
			Awaitility.await()
				.atMost(PATIENCE_FOR_A_LINE)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.untilAsserted(() -> assertThat(lines()).anySatisfy((line) -> assertThat(line).contains(parts)));
		}

		List<String> lines() {
			return text().lines().toList();
		}

		/**
		 * Returns it as it is, with whatever ends its lines.
		 */
		String text() {
			try (var channel = Files.newByteChannel(this.file)) {
				channel.position(this.begin);
				return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
