package io.cosymesh.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks management ports whether their service is ready.
 */
public final class ReadinessProbe implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	/**
	 * Asks one.
	 * @param managementPort a port of this machine
	 * @return its answer, also if there is none
	 */
	public Readiness ask(int managementPort) {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(managementPort));
		try {
			return parse(this.client.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString())
				.body());
		}
		catch (IOException | JacksonException ex) {
			return Readiness.silent("no answer on management port " + managementPort);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Readiness.silent("interrupted");
		}
	}

	static Readiness parse(String health) {
		JsonNode root = JsonMapper.shared().readTree(health);
		JsonNode svid = root.path("components").path("svid").path("details");
		boolean ready = "UP".equals(root.path("status").asString(""));
		return new Readiness(ready, ready ? "" : "readiness " + complaint(root), text(svid, "spiffeId"),
				text(svid, "expiresAt"), root.path("components"));
	}

	private static String complaint(JsonNode root) {
		String components = root.path("components")
			.properties()
			.stream()
			.filter((component) -> !"UP".equals(component.getValue().path("status").asString("")))
			.map(Map.Entry::getKey)
			.collect(Collectors.joining(", "));
		return root.path("status").asString("unknown") + (components.isEmpty() ? "" : " (" + components + ")");
	}

	private static @Nullable String text(JsonNode node, String field) {
		JsonNode value = node.path(field);
		return value.isString() ? value.asString() : null;
	}

	@Override
	public void close() {
		this.client.close();
	}

}
