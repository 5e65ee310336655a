package io.cosymesh.cli.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.cosymesh.cli.console.CommandFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A container as {@code docker compose ps --format json} lists it.
 *
 * @param service the service of the Compose file
 * @param name its own name
 * @param state created, running, paused, restarting, exited or dead
 * @param health healthy, unhealthy, starting, or empty where nobody checks
 * @param exitCode what it ended with
 * @param ports which of its ports are reached from outside, and where
 */
record Container(String service, String name, String state, String health, int exitCode, List<PublishedPort> ports) {

	/**
	 * Reads a listing: a line for each container, or, from older versions, an array.
	 */
	static List<Container> parse(String listing) {
		List<Container> containers = new ArrayList<>();
		try (MappingIterator<JsonNode> values = JsonMapper.shared().readerFor(JsonNode.class).readValues(listing)) {
			while (values.hasNext()) {
				JsonNode value = values.next();
				if (value.isArray()) {
					value.forEach((each) -> containers.add(of(each)));
				}
				else {
					containers.add(of(value));
				}
			}
			return containers;
		}
		catch (JacksonException ex) {
			throw CommandFailure
				.because("what 'docker compose ps' lists can't be read; Compose 2.20 or newer is needed");
		}
	}

	private static Container of(JsonNode node) {
		List<PublishedPort> ports = node.path("Publishers")
			.valueStream()
			.filter((port) -> port.path("PublishedPort").asInt(0) > 0)
			.map((port) -> new PublishedPort(port.path("TargetPort").asInt(0), port.path("PublishedPort").asInt(0)))
			.toList();
		return new Container(node.path("Service").asString(""), node.path("Name").asString(""),
				node.path("State").asString(""), node.path("Health").asString(""), node.path("ExitCode").asInt(0),
				ports);
	}

	boolean isRunning() {
		return this.state.equals("running");
	}

	/**
	 * Returns where a port of it is reached on this machine.
	 */
	OptionalInt published(int target) {
		return this.ports.stream().filter((port) -> port.target() == target).mapToInt(PublishedPort::port).findFirst();
	}

	/**
	 * Says why it isn't well, as far as docker knows.
	 */
	Optional<String> complaint() {
		return switch (this.state) {
			case "running" ->
				this.health.equals("unhealthy") ? Optional.of("its container is unhealthy") : Optional.empty();
			case "exited", "dead" ->
				Optional.of("its container has ended with exit code %d%s".formatted(this.exitCode, manner()));
			case "restarting" ->
				Optional.of("its container ends and is started over and over, last with exit code " + this.exitCode);
			case "paused" -> Optional.of("its container is paused");
			default -> Optional.of("its container is " + (this.state.isEmpty() ? "in no known state" : this.state));
		};
	}

	private String manner() {
		return switch (this.exitCode) {
			case 137 -> ", killed, perhaps for want of memory";
			case 143 -> ", because it was told to";
			default -> "";
		};
	}

	/**
	 * A port that is reached from outside.
	 *
	 * @param target the container's
	 * @param port the machine's
	 */
	record PublishedPort(int target, int port) {
	}

}
