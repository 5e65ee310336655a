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
		try {
			Path out = Files.createTempFile("cosymesh", ".out");
			Path err = Files.createTempFile("cosymesh", ".err");
			Process process = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
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
		Result result = run(arguments);
		assertThat(result.exitCode()).as("./cosymesh %s%n%s", String.join(" ", arguments), result.err()).isZero();
		return result;
	}

	private ProcessBuilder builder(String... arguments) {
		ProcessBuilder builder = new ProcessBuilder(
				Stream.concat(Stream.of(ROOT.resolve("cosymesh").toString()), Stream.of(arguments)).toList());
		builder.environment().put("COSYMESH_HOME", this.home.toString());
		builder.environment().put("COSYMESH_PORT_OFFSET", String.valueOf(this.portOffset));
		builder.environment().put("COSYMESH_BUILD", "never");
		// The launcher, not this build, decides which Java the services get.
		builder.environment().remove("JAVA_HOME");
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
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(meshPort(standardPort)));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return JsonMapper.shared()
				.readTree(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
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

	Log log(String service) {
		return new Log(this.home.resolve("logs").resolve(service + ".log"));
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

		private final Path file;

		private final long begin;

		private Log(Path file) {
			this.file = file;
			this.begin = file.toFile().length();
		}

		List<String> lines() {
			try (var channel = Files.newByteChannel(this.file)) {
				channel.position(this.begin);
				return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).lines()
					.toList();
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
