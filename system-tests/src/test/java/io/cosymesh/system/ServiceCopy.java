package io.cosymesh.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One more process of a service of the stack, started as the one that runs was, but for
 * some properties.
 */
final class ServiceCopy implements AutoCloseable {

	private static final String PROPERTIES = "SPRING_APPLICATION_JSON";

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
	};

	private final Process process;

	private ServiceCopy(Process process) {
		this.process = process;
	}

	/**
	 * Starts a second process beside the one that runs.
	 */
	static ServiceCopy beside(Cosymesh stack, String service, Map<String, Object> changes) {
		return start(stack, service, changes, () -> {
		});
	}

	/**
	 * Starts a process instead of the one that runs.
	 */
	static ServiceCopy insteadOf(Cosymesh stack, String service, Map<String, Object> changes) {
		return start(stack, service, changes, () -> stack.kill(service));
	}

	private static ServiceCopy start(Cosymesh stack, String service, Map<String, Object> changes, Runnable before) {
		Path running = Path.of("/proc", String.valueOf(stack.status(service).path("pid").asLong()));
		try {
			Map<String, String> environment = new LinkedHashMap<>();
			strings(running.resolve("environ")).forEach((variable) -> environment
				.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1)));
			Map<String, Object> properties = JSON.readValue(environment.get(PROPERTIES), MAP);
			properties.putAll(changes);
			environment.put(PROPERTIES, JSON.writeValueAsString(properties));
			ProcessBuilder builder = new ProcessBuilder(strings(running.resolve("cmdline")))
				.directory(stack.home().toFile())
				.redirectErrorStream(true)
				.redirectOutput(stack.home().resolve("logs").resolve(service + "-copy.log").toFile());
			builder.environment().clear();
			builder.environment().putAll(environment);
			before.run();
			ServiceCopy copy = new ServiceCopy(builder.start());
			copy.awaitReady((Integer) properties.get("management.server.port"));
			return copy;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	long pid() {
		return this.process.pid();
	}

	void kill() {
		this.process.destroyForcibly();
		this.process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Override
	public void close() {
		kill();
	}

	private void awaitReady(int managementPort) {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort));
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpRequest request = HttpRequest.newBuilder(uri).build();
			Awaitility.await()
				.atMost(Duration.ofMinutes(2))
				.ignoreExceptionsInstanceOf(IOException.class)
				.until(() -> client.send(request, BodyHandlers.discarding()).statusCode() == 200);
		}
	}

	private static List<String> strings(Path file) throws IOException {
		return List.of(Files.readString(file).split("\0"));
	}

}
